// The signs of events: what came of each by its shape as well as by its colour.

const STATUSES = ["happened", "ongoing", "ended", "planned", "forecast", "denied", "cancelled"];

function drawGlyph(status, x, y, size = 5) {
  const at = { class: "glyph" };
  if (status === "ongoing") return drawn("path", { ...at, d: `M${x - size + 1} ${y - size}L${x + size + 1} ${y}L${x - size + 1} ${y + size}Z`, "stroke-linejoin": "round" });
  if (status === "ended" || status === "cancelled") return drawn("rect", { ...at, x: x - size + 0.5, y: y - size + 0.5, width: 2 * size - 1, height: 2 * size - 1 });
  if (status === "forecast") return drawn("path", { ...at, d: `M${x} ${y - size - 1}L${x + size + 1} ${y}L${x} ${y + size + 1}L${x - size - 1} ${y}Z` });
  return drawn("circle", { ...at, cx: x, cy: y, r: size });
}

function isStruck(status) {
  return status === "denied" || status === "cancelled";
}

function drawSign(status) {
  const sign = drawn("svg", { viewBox: "0 0 16 16", class: status, "aria-hidden": "true" });
  sign.append(drawn("g", { class: `event ${status}` }, drawGlyph(status, 8, 8, 4.5)));
  if (isStruck(status)) sign.append(drawn("line", { x1: 1, x2: 15, y1: 15, y2: 1, stroke: "currentColor", "stroke-width": 1.6 }));
  return sign;
}

function drawLegend(model, shown) {
  const used = new Set(shown.map(({ state }) => state.status));
  const items = STATUSES.filter((status) => used.has(status)).map((status) =>
    element("li", {}, drawSign(status), model.label("statuses", status)),
  );
  if (shown.some(({ state }) => state.soft)) items.push(element("li", {}, drawSoftSign("soft"), "about, or uncertain"));
  if (shown.some(({ state }) => state.when !== null && (state.from === null || state.to === null)))
    items.push(element("li", {}, drawSoftSign("open"), "open end"));
  if (shown.some(({ state }) => state.disputed))
    items.push(element("li", {}, element("span", { class: "tag warn" }, "≠"), "disputed"));
  if (shown.some(({ state }) => state.unsure)) items.push(element("li", {}, element("i", {}, "in italics"), "possibly not yet known"));
  return items;
}

function drawSoftSign(kind) {
  const sign = drawn("svg", { viewBox: "0 0 26 16", class: "happened", "aria-hidden": "true", width: 26 });
  const paint = kind === "soft" ? paintOf("happened", "s", "s", 0.4) : paintOf("happened", "h", "o", 0.4);
  sign.append(drawn("rect", { x: 0, y: 3, width: 26, height: 10, fill: paint }));
  return sign;
}

// Gradients are made as they are needed: h is a hard end, s a soft one, o an open one.
function paintOf(status, start, end, opacity) {
  const id = `paint-${status}-${start}${end}-${opacity * 100}`;
  if (!byId(id)) {
    const stops = [];
    const reach = { s: 0.4, o: 0.92 };
    if (start !== "h") stops.push([0, 0], [Math.min(reach[start], end === "h" ? 1 : 0.5), opacity]);
    else stops.push([0, opacity]);
    if (end !== "h") stops.push([Math.max(1 - reach[end], start === "h" ? 0 : 0.5), opacity], [1, 0]);
    else stops.push([1, opacity]);
    byId("paints").append(
      drawn("linearGradient", { id }, stops.map(([offset, alpha]) => drawn("stop", { offset, "stop-opacity": alpha, class: status }))),
    );
  }
  return `url(#${id})`;
}

function endsOf(state) {
  return {
    start: state.from === null ? "o" : state.soft.includes("s") ? "s" : "h",
    end: state.to === null ? "o" : state.soft.includes("e") ? "s" : "h",
  };
}
