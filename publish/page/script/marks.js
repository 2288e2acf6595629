// Events and counts as nodes: sign, bar and label, put to their places as the chart moves.

class Marks {
  constructor(chart) {
    this.chart = chart;
  }

  makeEvent(box, lane) {
    const { event, state } = box.shown;
    const node = drawn("g", {
      class: `event ${state.status}${state.unsure ? " unsure" : ""}`, role: "button", tabindex: -1, "data-id": event.id,
      "aria-label": describeEvent(box.shown, this.chart.model),
    });
    const middle = this.chart.row / 2;
    node.append(drawn("rect", { class: "hit", rx: 4, y: 1, height: this.chart.row - 2 }));
    if (box.isBar) drawBar(node, box, state, middle);
    if (box.radius) this.chart.sizes.draw(node, box, middle);
    else {
      if (!box.isBar && state.soft) node.append(drawn("circle", { class: "halo", cx: box.signAt - box.left, cy: middle, r: 9 }));
      node.append(drawGlyph(state.status, box.signAt - box.left, middle, this.chart.sizes ? 3.5 : 5));
    }
    node.append(drawn("text", { y: middle }));
    if (isStruck(state.status)) node.append(drawn("line", { class: "strike", y1: middle, y2: middle }));
    node.append(drawn("title", {}, describeEvent(box.shown, this.chart.model)));
    node.lane = lane;
    return node;
  }

  placeEvent(node, box, y, shift) {
    const left = box.left + shift;
    node.setAttribute("transform", `translate(${left} ${y})`);
    const { id } = box.shown.event;
    node.classList.toggle("open", id === this.chart.view.event);
    node.setAttribute("tabindex", id === this.chart.focused ? 0 : -1);
    // A label that would begin before the window stands at its edge.
    const at = Math.max(box.labelAt + shift, this.chart.gutter + 8);
    const end = box.isInside ? box.left + box.width - 6 : box.right;
    const room = Math.min(end + shift, this.chart.width - 6) - at;
    const state = `${Math.round(at - left)} ${Math.round(room)}`;
    if (node.placed === state) return;
    node.placed = state;
    const isAlone = at > box.labelAt + shift + 1 && !box.isInside && left + box.width < this.chart.gutter + 8;
    this.writeLabel(node, box, at - left, room, isAlone);
  }

  // A label whose sign lies before the window says so by an arrow.
  writeLabel(node, box, at, room, isAlone) {
    const [hit, text] = [node.querySelector(".hit"), node.querySelector("text")];
    const { sign, amount, title } = box.label;
    text.setAttribute("x", at);
    const parts = [];
    let left = room;
    for (const [name, words] of [["quiet", isAlone ? "‹" : ""], ["sign", sign], ["amount", amount], ["", title]]) {
      if (!words) continue;
      const font = name ? `650 ${FONT_SIZE}px` : `${FONT_SIZE}px`;
      const shown = left > 16 ? this.chart.ink.cut(words, left, font) : "";
      if (!shown || shown === "…") break;
      left -= this.chart.ink.widthOf(`${shown}  `, font);
      parts.push(drawn("tspan", name ? { class: name } : {}, `${shown} `));
      if (shown !== words) break;
    }
    text.replaceChildren(...parts);
    const right = at + (parts.length ? Math.min(room, room - left) : 0);
    hit.setAttribute("x", -3);
    hit.setAttribute("width", Math.max(box.width, right) + 6);
    const strike = node.querySelector(".strike");
    if (strike) for (const [name, x] of [["x1", box.signAt - box.left - 8], ["x2", Math.max(right, 12)]]) strike.setAttribute(name, x);
  }

  makeHeap(heap, lane) {
    const text = `+${heap.boxes.length.toLocaleString("en")}`;
    const width = this.chart.ink.widthOf(text, "12px") + 16;
    const node = drawn("g", { class: "heap", role: "button", tabindex: -1, "aria-label": `${plural(heap.boxes.length, "more event")} here in ${lane.name}: show them` });
    node.append(drawn("rect", { x: 0, y: this.chart.row / 2 - 10, width, height: 20, rx: 10 }), drawn("text", { x: width / 2, y: this.chart.row / 2 }, text));
    node.heap = heap;
    return node;
  }

  labelOf({ state }) {
    const title = levelMarks(state.title);
    const sign = state.disputed ? "≠" : "";
    const amount = this.chart.view.amounts === "none" ? "" : state.short;
    const width =
      (sign ? this.chart.ink.widthOf(`${sign}  `, "650 12.5px") : 0) +
      (amount ? this.chart.ink.widthOf(`${amount}  `, "650 12.5px") : 0) + this.chart.ink.widthOf(title, "12.5px") + 4;
    return { sign, amount, title, width };
  }
}

// A bar: tinted for what happened, an outline for what has not, hard where the day is known.
function drawBar(node, box, state, middle) {
  const ends = endsOf(state);
  const at = { x: 0, y: middle - 9, width: box.width, height: 18 };
  const isHollow = ["planned", "forecast", "cancelled"].includes(state.status);
  if (isHollow) node.append(drawn("rect", { ...at, class: "outline", fill: "none", rx: 2, stroke: paintOf(state.status, ends.start, ends.end, 1), "stroke-width": 1.3 }));
  else node.append(drawn("rect", { ...at, rx: 2, fill: paintOf(state.status, ends.start, ends.end, 0.22) }));
  const cap = { y: middle - 9, width: 2.5, height: 18, fill: "currentColor" };
  if (ends.start === "h" && !isHollow) node.append(drawn("rect", { ...cap, x: 0 }));
  if (ends.end === "h" && !isHollow) node.append(drawn("rect", { ...cap, x: box.width - 2.5 }));
}

// What a screen reader says of an event, and a pointer that rests on it shows.
function describeEvent({ event, state }, model) {
  const parts = [
    state.words || "without a date", model.label("statuses", state.status), state.title,
    state.amounts.join("; "), state.disputed ? "disputed" : "", state.differ ? "dates differ" : "", state.unsure ? "possibly not yet known" : "",
    plural(state.sources.length, "source"),
  ];
  return parts.filter(Boolean).join(" · ");
}
