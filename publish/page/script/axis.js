// The axis over time, its lines through the lanes, and the day by which something was known.

function drawAxis(chart) {
  const scale = chart.transform.rescaleX(chart.base);
  const visible = scale.copy().domain([scale.invert(chart.gutter), scale.invert(chart.width)]).range([chart.gutter, chart.width]);
  const format = visible.tickFormat();
  const ticks = visible.ticks(Math.max(2, Math.floor((chart.width - chart.gutter) / 96)));
  const labels = [];
  const lines = [];
  let hasYear = ticks.some((tick) => isNewYear(tick) && visible(tick) > chart.gutter + 24 && visible(tick) < chart.width - 24);
  for (const tick of ticks) {
    const x = visible(tick);
    const isYear = isNewYear(tick);
    const text = writeTick(tick, format(tick), isYear) + (hasYear ? "" : ` ${tick.getUTCFullYear()}`);
    const half = chart.ink.widthOf(text, "600 12px") / 2;
    lines.push(drawn("line", { class: isYear ? "grid major" : "grid", x1: x, x2: x, y1: 0, y2: chart.height }));
    if (x - half < chart.gutter + 2 || x + half > chart.width - 4) continue;
    hasYear = true;
    labels.push(drawn("text", { class: isYear ? "major" : "minor", x, y: 20, "text-anchor": "middle" }, text));
  }
  chart.axis.replaceChildren(...labels);
  chart.grid.replaceChildren(...lines, ...drawKnown(chart, scale));
}

// The dashed line of the slider's day, and a shade over what comes after it.
function drawKnown(chart, scale) {
  const known = chart.model.knownBy(chart.view.known);
  if (known === null) return [];
  const x = Math.max(chart.gutter, scale((dayNumber(known) + 1) * DAY));
  if (x >= chart.width) return [];
  const after = drawn("rect", { class: "known-after", x, y: 0, width: chart.width - x, height: chart.height });
  const line = drawn("line", { class: "known-line", x1: x, x2: x, y1: 0, y2: chart.height });
  return x > chart.gutter ? [after, line] : [after];
}
