// The timeline as SVG. Only what is in the window is drawn; where too many events meet they are
// counted, and the count opens.

const FONT_SIZE = 12.5;
const NARROW = 720;
const MARGIN = 14; // before the first day
const ABOVE = 300; // pixels beyond the window that are drawn, too
const MOST_OF_THEM = 0.85;
const PAPER = 1000; // pixels across a page
const CLOSEST = 70; // pixels of a day, at most

class Chart {
  constructor(model, open, moved) {
    this.model = model;
    this.open = open;
    this.moved = moved;
    this.svg = byId("lanes");
    this.axis = byId("axis");
    this.widths = new Map();
    this.pen = document.createElement("canvas").getContext("2d");
    this.nodes = new Map();
    this.focused = "";
    this.base = d3.scaleUtc();
    this.transform = d3.zoomIdentity;
    this.zoom = d3
      .zoom()
      .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey || Math.abs(event.deltaX) > Math.abs(event.deltaY) : !event.button))
      // A notch of a wheel is one and a half times at most, a pinch as fast as its fingers.
      .wheelDelta((event) => Math.max(-0.55, Math.min(0.55, -event.deltaY * (event.deltaMode === 1 ? 0.5 : 0.02))))
      .on("zoom", (event) => this.zoomed(event.transform));
    d3.select(this.svg).call(this.zoom).on("dblclick.zoom", null);
    this.svg.addEventListener("wheel", (event) => this.panByWheel(event), { capture: true, passive: false });
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.svg.addEventListener("click", (event) => this.clicked(event));
    addEventListener("scroll", () => this.soon(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(byId("chart"));
  }

  // Show these events as the view asks; the window over time stays where it is.
  show(shown, view) {
    this.view = view;
    this.shown = shown;
    this.dated = shown.filter(({ state }) => state.when !== null);
    this.measure();
    this.layOut();
    this.restore();
  }

  measure() {
    this.width = this.isPrinting ? PAPER : byId("chart").clientWidth || PAPER;
    this.isNarrow = this.width < NARROW;
    this.gutter = this.isNarrow ? 0 : 158;
    // The present's events too, so that the slider moves nothing.
    const present = this.model.select({ ...this.view, known: this.model.now });
    const [first, last] = spanOf([...this.dated, ...present.filter(({ state }) => state.when !== null)]);
    const margin = Math.max(1, (last - first) * 0.015);
    this.usual = crowdOf(present, [first, last]);
    const opens = [...this.dated, ...present].some(({ state }) => state.when !== null && state.start === null);
    const left = this.gutter + MARGIN + (opens ? FADE : 0);
    const right = this.width - Math.min(230, this.width * 0.24);
    this.base = d3.scaleUtc().domain([(first - margin) * DAY, (last + margin) * DAY]).range([left, right]);
    this.pixelsPerDay = (right - left) / (last - first + 2 * margin);
    this.zoom.scaleExtent([0.5, Math.max(1, CLOSEST / this.pixelsPerDay)]).extent([[0, 0], [this.width, 1]])
      .translateExtent([[-this.width / 2, 0], [this.width * 1.5, 1]]);
    this.whole = [this.gutter, this.width].map((x) => this.base.invert(x) / DAY);
  }

  layOut() {
    this.refocus ??= this.svg.contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
    const zoom = this.transform.k;
    const xOf = (day) => zoom * this.base(day * DAY);
    const sizes = this.view.amounts === "size" ? new Sizes(this.model, this.dated, this.view) : null;
    this.sizes = sizes;
    this.row = sizes ? TALL_ROW : ROW;
    const options = { rows: this.isNarrow ? 9 : 12, widest: this.isNarrow ? 190 : 290, sizeOf: sizes && ((one) => sizes.of(one)), anchor: zoom * (this.gutter + MARGIN) };
    this.lanes = layOutLanes(this.shown, this.view, this.model).filter((lane) => lane.dated.length);
    for (const lane of this.lanes) packLane(lane, xOf, (one) => this.labelOf(one), options);
    this.height = Math.max(60, stackLanes(this.lanes, this.row, this.isNarrow ? 26 : 8));
    this.laidOutAt = zoom;
    this.svg.setAttribute("height", this.height);
    this.svg.setAttribute("aria-label", `Timeline, ${plural(this.dated.length, "dated event")} in ${plural(this.lanes.length, "lane")}`);
    this.drawFrame();
    this.nodes.forEach((node) => node.remove());
    this.nodes.clear();
  }

  restore() {
    const wanted = this.view.range ?? this.usual;
    d3.select(this.svg).call(this.zoom.transform, wanted ? this.transformFor(...wanted) : d3.zoomIdentity);
    this.draw();
  }

  transformFor(first, last) {
    const [left, right] = [this.gutter, this.width];
    const k = (right - left) / Math.max(1e-6, this.base(last * DAY) - this.base(first * DAY));
    const [least, most] = this.zoom.scaleExtent();
    const held = Math.min(most, Math.max(least, k));
    const middle = this.base(((first + last) / 2) * DAY);
    return d3.zoomIdentity.translate((left + right) / 2 - held * middle, 0).scale(held);
  }

  zoomed(transform) {
    this.transform = transform;
    const window = this.window();
    const usual = this.usual ?? this.whole;
    const tiny = (window[1] - window[0]) / 1000;
    const isUsual = Math.abs(usual[0] - window[0]) < tiny && Math.abs(usual[1] - window[1]) < tiny;
    this.view.range = isUsual ? null : window;
    this.soon();
    this.moved();
  }

  // The days between which the window looks.
  window() {
    const scale = this.transform.rescaleX(this.base);
    return [scale.invert(this.gutter) / DAY, scale.invert(this.width) / DAY];
  }

  soon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  resized() {
    if (!this.view || this.isPrinting || byId("chart").clientWidth === this.width || !byId("chart").clientWidth) return;
    this.show(this.shown, this.view);
  }

  // Paper gets each lane as a picture of its own, so that pages break between them.
  print(isPrinting) {
    this.isPrinting = isPrinting;
    if (!this.view) return;
    this.show(this.shown, this.view);
    byId("paper").replaceChildren();
    if (!isPrinting) return;
    this.axis.setAttribute("viewBox", `0 0 ${this.width} 30`);
    const pictures = this.lanes.map((lane) => {
      const picture = drawn("svg", { viewBox: `0 ${lane.top} ${this.width} ${lane.height}` });
      picture.append(...[this.grid, this.body, this.heads, this.rules].map((part) => part.cloneNode(true)));
      return picture;
    });
    byId("paper").append(...pictures);
  }

  drawFrame() {
    const part = (name) => drawn("g", { class: name });
    this.grid = part("ticks");
    this.body = part("events");
    this.rules = part("rules");
    this.heads = drawn("g", { "aria-hidden": "true" });
    this.svg.replaceChildren(this.grid, this.body, this.heads, this.rules);
    if (this.gutter) this.heads.append(drawn("rect", { class: "gutter", width: this.gutter - 8, height: this.height }));
    for (const lane of this.lanes) this.drawHead(lane);
    if (!this.lanes.length) this.heads.append(drawn("text", { class: "lane-count", x: this.width / 2, y: 34, "text-anchor": "middle" }, "No event with a date fits."));
  }

  drawHead(lane) {
    if (lane.top) this.rules.append(drawn("line", { class: "lane-rule", x1: 0, x2: this.width, y1: lane.top, y2: lane.top }));
    const room = this.gutter ? this.gutter - 28 : this.width - 90;
    const y = lane.top + (this.gutter ? 22 : 17);
    const name = drawn("text", { class: "lane-name", x: 12, y }, this.cut(levelMarks(lane.name), room, "600 13px"));
    const count = plural(lane.dated.length, "event");
    const counted = this.gutter ? { x: 12, y: y + 17 } : { x: this.width - 12, y, "text-anchor": "end" };
    this.heads.append(fill(name, {}, [drawn("title", {}, lane.name)]), drawn("text", { class: "lane-count", ...counted }, count));
  }

  draw() {
    if (!this.view) return;
    if (Math.abs(this.transform.k - this.laidOutAt) > 1e-9) this.layOut();
    this.drawAxis();
    const shift = this.transform.x;
    const box = this.svg.getBoundingClientRect();
    const [above, below] = this.isPrinting ? [-1e9, 1e9] : [-box.top - ABOVE, innerHeight - box.top + ABOVE];
    const wanted = new Set();
    for (const lane of this.lanes) {
      if (lane.top > below || lane.top + lane.height < above) continue;
      for (const item of [...lane.boxes, ...lane.heaps]) {
        if (!this.isInWindow(item, shift)) continue;
        const y = lane.top + lane.head + (item.row ?? lane.rows - 1) * this.row;
        if (y > below || y + this.row < above) continue;
        wanted.add(this.place(item, lane, y, shift));
      }
    }
    for (const [key, node] of this.nodes) {
      if (wanted.has(key)) continue;
      if (node.contains(document.activeElement)) this.svg.focus({ preventScroll: true });
      node.remove();
      this.nodes.delete(key);
    }
    // What had the focus may be in a count now.
    if (this.refocus) (this.nodes.get(this.refocus) ?? this.svg).focus({ preventScroll: true });
    this.refocus = undefined;
  }

  // A count is seen whole or not at all; an event as long as a part of it can be.
  isInWindow(item, shift) {
    if (item.shown) return item.right + shift > this.gutter && item.left + shift < this.width;
    return item.left + shift >= this.gutter && item.left + shift + HEAP <= this.width;
  }

  drawAxis() {
    const scale = this.transform.rescaleX(this.base);
    const visible = scale.copy().domain([scale.invert(this.gutter), scale.invert(this.width)]).range([this.gutter, this.width]);
    const format = visible.tickFormat();
    const ticks = visible.ticks(Math.max(2, Math.floor((this.width - this.gutter) / 96)));
    const labels = [];
    const lines = [];
    for (const tick of ticks) {
      const x = visible(tick);
      const isYear = tick.getUTCMonth() === 0 && tick.getUTCDate() === 1 && tick.getUTCHours() === 0;
      const text = writeTick(tick, format(tick), isYear);
      const half = this.widthOf(text, "600 12px") / 2;
      lines.push(drawn("line", { class: isYear ? "grid major" : "grid", x1: x, x2: x, y1: 0, y2: this.height }));
      if (x - half < this.gutter + 2 || x + half > this.width - 4) continue;
      labels.push(drawn("text", { class: isYear ? "major" : "minor", x, y: 20, "text-anchor": "middle" }, text));
    }
    const known = this.model.knownBy(this.view.known);
    if (known !== null) {
      const x = Math.max(this.gutter, scale((dayNumber(known) + 1) * DAY));
      if (x < this.width) {
        lines.push(drawn("rect", { class: "known-after", x, y: 0, width: this.width - x, height: this.height }));
        if (x > this.gutter) lines.push(drawn("line", { class: "known-line", x1: x, x2: x, y1: 0, y2: this.height }));
      }
    }
    this.axis.replaceChildren(...labels);
    this.grid.replaceChildren(...lines);
  }

  // Draw a box or a heap at its place, made only once; its key.
  place(item, lane, y, shift) {
    const key = item.shown ? item.id : `${lane.id} heap ${item.left}`;
    let node = this.nodes.get(key);
    if (!node) {
      node = item.shown ? this.makeEvent(item, lane) : this.makeHeap(item, lane);
      this.nodes.set(key, node);
      this.body.append(node);
    }
    if (item.shown) this.placeEvent(node, item, y, shift);
    else node.setAttribute("transform", `translate(${item.left + shift} ${y})`);
    return key;
  }

  makeEvent(box, lane) {
    const { event, state } = box.shown;
    const node = drawn("g", {
      class: `event ${state.status}`, role: "button", tabindex: -1, "data-id": event.id,
      "aria-label": describeEvent(box.shown, this.model),
    });
    const middle = this.row / 2;
    node.append(drawn("rect", { class: "hit", rx: 4, y: 1, height: this.row - 2 }));
    if (box.isBar) drawBar(node, box, state, middle);
    if (box.radius) this.sizes.draw(node, box, middle);
    else {
      if (!box.isBar && state.soft) node.append(drawn("circle", { class: "halo", cx: box.signAt - box.left, cy: middle, r: 9 }));
      node.append(drawGlyph(state.status, box.signAt - box.left, middle, this.sizes ? 3.5 : 5));
    }
    node.append(drawn("text", { y: middle }));
    if (isStruck(state.status)) node.append(drawn("line", { class: "strike", y1: middle, y2: middle }));
    node.append(drawn("title", {}, describeEvent(box.shown, this.model)));
    node.lane = lane;
    return node;
  }

  placeEvent(node, box, y, shift) {
    const left = box.left + shift;
    node.setAttribute("transform", `translate(${left} ${y})`);
    const { id } = box.shown.event;
    node.classList.toggle("open", id === this.view.event);
    node.setAttribute("tabindex", id === this.focused ? 0 : -1);
    // A label that would begin before the window stands at its edge.
    const at = Math.max(box.labelAt + shift, this.gutter + 8);
    const end = box.isInside ? box.left + box.width - 6 : box.right;
    const room = Math.min(end + shift, this.width - 6) - at;
    const state = `${Math.round(at - left)} ${Math.round(room)}`;
    if (node.placed === state) return;
    node.placed = state;
    const isAlone = at > box.labelAt + shift + 1 && !box.isInside && left + box.width < this.gutter + 8;
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
      const shown = left > 16 ? this.cut(words, left, font) : "";
      if (!shown || shown === "…") break;
      left -= this.widthOf(`${shown}  `, font);
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
    const width = this.widthOf(text, "12px") + 16;
    const node = drawn("g", { class: "heap", role: "button", tabindex: -1, "aria-label": `${plural(heap.boxes.length, "more event")} here in ${lane.name}: show them` });
    node.append(drawn("rect", { x: 0, y: this.row / 2 - 10, width, height: 20, rx: 10 }), drawn("text", { x: width / 2, y: this.row / 2 }, text));
    node.heap = heap;
    return node;
  }

  labelOf({ state }) {
    const title = levelMarks(state.title);
    const sign = state.disputed ? "≠" : "";
    const amount = this.view.amounts === "none" ? "" : state.short;
    const width =
      (sign ? this.widthOf(`${sign}  `, "650 12.5px") : 0) +
      (amount ? this.widthOf(`${amount}  `, "650 12.5px") : 0) + this.widthOf(title, "12.5px") + 4;
    return { sign, amount, title, width };
  }

  widthOf(text, font) {
    const key = `${font} ${text}`;
    if (!this.widths.has(key)) {
      this.family ??= getComputedStyle(document.body).fontFamily;
      this.pen.font = `${font} ${this.family}`;
      this.widths.set(key, this.pen.measureText(text).width);
    }
    return this.widths.get(key);
  }

  // Text cut to a width, with an ellipsis where it is.
  cut(text, room, font) {
    if (text.length < 400 && this.widthOf(text, font) <= room) return text;
    const letters = [...text.slice(0, 400)];
    let [least, most] = [0, letters.length];
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (this.widthOf(`${letters.slice(0, middle).join("").trimEnd()}…`, font) <= room) least = middle;
      else most = middle - 1;
    }
    return `${letters.slice(0, least).join("").trimEnd()}…`;
  }

  clicked(event) {
    const node = event.target.closest("[role=button]");
    if (node?.heap) this.openHeap(node.heap);
    else if (node) {
      this.focused = node.dataset.id;
      this.open(node.dataset.id);
    }
  }

  openHeap(heap) {
    this.open(null, heap.boxes.map((box) => box.shown));
  }

  panByWheel(event) {
    if (event.ctrlKey || event.metaKey || Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.pan(-event.deltaX);
  }

  pan(pixels) {
    d3.select(this.svg).call(this.zoom.translateBy, pixels / this.transform.k, 0);
  }

  scale(factor) {
    const middle = [(this.gutter + this.width) / 2, 0];
    d3.select(this.svg).call(this.zoom.scaleBy, factor, middle);
  }

  fit() {
    d3.select(this.svg).call(this.zoom.transform, d3.zoomIdentity);
  }

  lookAt(first, last) {
    d3.select(this.svg).call(this.zoom.transform, this.transformFor(first, last));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    if (event.key in steps) this.step(...steps[event.key]);
    else if (event.key === "Home" || event.key === "End") this.stepToEnd(event.key === "End");
    else if (event.key === "+" || event.key === "=") this.scale(1.5);
    else if (event.key === "-") this.scale(1 / 1.5);
    else if (event.key === "0") this.fit();
    else if (event.key === "Enter" || event.key === " ") event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else return;
    event.preventDefault();
  }

  find(id) {
    for (const [at, lane] of this.lanes.entries()) {
      const nth = lane.boxes.findIndex((box) => box.id === id);
      if (nth !== -1) return [at, nth];
    }
    return null;
  }

  // From the event that has the focus to its neighbour in time, or to the nearest one in another lane.
  step(lanes, events) {
    const here = this.find(this.focused);
    if (!here) return this.stepToEnd(false);
    const [at, nth] = here;
    const box = this.lanes[at].boxes[nth];
    if (events) return this.focus(this.lanes[at].boxes[nth + events]);
    const next = this.lanes[at + lanes];
    return next && this.focus(next.boxes.reduce((a, b) => (Math.abs(b.left - box.left) < Math.abs(a.left - box.left) ? b : a)));
  }

  stepToEnd(isLast) {
    const boxes = this.lanes[this.find(this.focused)?.[0] ?? 0]?.boxes ?? [];
    this.focus(boxes.at(isLast ? -1 : 0));
  }

  focus(box) {
    if (!box) return;
    this.focused = box.id;
    this.reveal(box.id);
    (this.nodes.get(box.id) ?? this.svg).focus({ preventScroll: true });
  }

  // Bring an event into the window, and the window to where it is seen.
  reveal(id) {
    const here = this.find(id);
    if (!here) return;
    const [lane, box] = [this.lanes[here[0]], this.lanes[here[0]].boxes[here[1]]];
    const left = box.left + this.transform.x;
    if (left < this.gutter || left > this.width - 120) this.pan((this.gutter + this.width) / 2 - left);
    const y = this.svg.getBoundingClientRect().top + lane.top + lane.head + box.row * this.row;
    if (y < 40 || y > innerHeight - 60) scrollBy(0, y - innerHeight / 2);
    this.draw();
  }

  focusEvent(id) {
    const here = this.find(id);
    if (here) this.focus(this.lanes[here[0]].boxes[here[1]]);
    else this.svg.focus();
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

// The first and the last day that anything is known to lie on.
function spanOf(dated) {
  let [first, last] = [Infinity, -Infinity];
  for (const { state } of dated) {
    first = Math.min(first, state.start ?? state.end);
    last = Math.max(last, (state.end ?? state.start) + 1);
  }
  return first < last ? [first, last] : [dayNumber("2024-01-01"), dayNumber("2025-01-01")];
}

// The shortest time with most events, if it is a small part of the whole: what a reader sees first.
function crowdOf(shown, [first, last]) {
  const days = shown.filter(({ state }) => state.when !== null).map(({ state }) => state.end ?? state.start).sort((a, b) => a - b);
  if (days.length < 12) return null;
  const count = Math.ceil(days.length * MOST_OF_THEM);
  let [from, to] = [days[0], days.at(-1)];
  for (let at = 0; at + count <= days.length; at++) {
    if (days[at + count - 1] - days[at] < to - from) [from, to] = [days[at], days[at + count - 1]];
  }
  const length = Math.max(60, to - from);
  return length < (last - first) * 0.5 ? [from - length * 0.08, to + length * 0.4] : null;
}

// Accents on one letter as far as they stay in its line.
function levelMarks(text) {
  return text.replace(/(\p{Mn}{3})\p{Mn}+/gu, "$1");
}

function writeTick(tick, text, isYear) {
  if (isYear) return String(tick.getUTCFullYear());
  return /^[A-Z][a-z]+$/.test(text) && text.length > 3 ? text.slice(0, 3) : text;
}

// What a screen reader says of an event, and a pointer that rests on it shows.
function describeEvent({ event, state }, model) {
  const parts = [
    state.words || "without a date", model.label("statuses", state.status), state.title,
    state.amounts.join("; "), state.disputed ? "disputed" : "", state.differ ? "dates differ" : "",
    plural(state.sources.length, "source"),
  ];
  return parts.filter(Boolean).join(" · ");
}
