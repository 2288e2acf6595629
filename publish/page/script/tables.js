// The same data as tables: events, totals, sources.

const ROWS = 100; // of a table, before more are asked for

function drawTable(caption, heads, rows) {
  const body = element("tbody");
  const table = element(
    "table", { class: "tall" }, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))), body,
  );
  const wide = element("div", { class: "wide", tabindex: 0, role: "region", "aria-label": caption }, table);
  const more = element("button", { type: "button", class: "again" });
  let shown = 0;
  const add = (count) => {
    body.append(...rows.slice(shown, shown + count).map((cells) => drawRow(cells(), heads)));
    shown += count;
    more.hidden = shown >= rows.length;
    more.textContent = `Show more (${(rows.length - shown).toLocaleString("en")})`;
  };
  more.addEventListener("click", () => add(5 * ROWS));
  add(ROWS);
  return [wide, more, () => add(rows.length)];
}

function drawRow(cells, heads) {
  return element("tr", {}, cells.map((cell, at) => {
    const { kind = "", content } = cell?.content === undefined ? { content: cell } : cell;
    return element("td", { class: kind, "data-name": heads[at] }, content);
  }));
}

function drawEvents(shown, model, open) {
  const rows = shown.map(({ event, state }) => () => [
    { kind: "when", content: state.words || "—" },
    [element("button", { type: "button", class: "plain", "data-id": event.id, onclick: () => open(event.id) }, state.title), ...drawMarks(state, model)],
    model.label("types", state.type),
    state.people.join("; "),
    state.amounts.join("; "),
    state.sources.map((id) => [model.source(id).publisher ?? id, model.source(id).published].filter(Boolean).join(", ")).join("; "),
  ]);
  return drawTable("Events in order of time, those without a date last", ["When", "Event", "Type", "Companies", "Amounts", "Sources"], rows);
}

function drawMarks(state, model) {
  const marks = [
    state.status === "happened" ? "" : model.label("statuses", state.status),
    state.disputed ? "disputed" : "", state.differ ? "dates differ" : "", state.unsure ? "possibly not yet known" : "", state.outside ? "possibly outside" : "",
  ];
  return marks.filter(Boolean).map((mark, at) => element("span", { class: at || state.status === "happened" ? "tag warn" : `tag ${state.status}` }, mark));
}

function drawTotals(view, model, open) {
  if (model.data.live && !model.data.live.has_totals) {
    return [element("p", { class: "empty" }, "Too many figures to add for each view; ", element("a", { href: "/queries/totals" }, "the query totals"), " has them.")];
  }
  const totals = model.totals(view);
  const rows = totals.map((total) => () => [
    model.companyName(total.company) || "no company",
    model.label("measures", total.measure) + (total.of ? ` (of ${total.of})` : ""),
    { kind: "number", content: (total.approximate ? "about " : "") + (total.counted.length ? writeRange(total.low, total.high) : "none") },
    `${total.unit}, ${model.label("per", total.per)}, ${model.label("bases", total.basis)}`,
    total.when ?? "",
    [listFigures(total.counted, model, view, open), ...drawDoubts(total)],
    [listFigures(total.leftOut, model, view, open), total.outside ? `${plural(total.outside, "figure")} of this total outside the view` : null],
    [...new Set(total.counted.map(({ state }) => state.elsewhere).filter(Boolean))].join("; "),
  ]);
  const heads = ["Company", "Measure", "Sum", "Unit, time, basis", "When", "Counted", "Left out, and why", "Also in other totals"];
  return [
    element("p", { class: "note" }, "Each figure is counted once. Nothing is added that is planned to what is actual, one-off to monthly, a part to its whole, a level to another. Filters choose among the figures, and change no rule."),
    ...(totals.length ? drawTable("Sums of what may be added", heads, rows).slice(0, 2) : [element("p", { class: "empty" }, "No figure fits.")]),
    ...listOthers(view, model, open),
  ];
}

function listOthers(view, model, open) {
  const others = model.findOthers(view);
  if (!others.length) return [];
  const items = others.map(({ state }) => element("li", {}, `${model.companyName(state.company) || "no company"}, ${model.label("measures", state.measure)}: `, element("b", {}, state.figure), " ", element("button", { type: "button", class: "plain", onclick: () => open(state.event) }, stateAt(model.byEvent.get(state.event), view.known).title)));
  return [element("h2", {}, "Figures of these events that are another company's"), element("ul", {}, items)];
}

function drawDoubts(total) {
  const doubts = [total.disputed ? "disputed" : "", total.differ ? "values differ" : ""];
  return doubts.filter(Boolean).map((doubt) => element("span", { class: "tag warn" }, doubt));
}

function listFigures(figures, model, view, open) {
  if (!figures.length) return null;
  return element("ul", {}, figures.map(({ state }) => {
    const title = stateAt(model.byEvent.get(state.event), view.known)?.title ?? state.event;
    const opener = element("button", { type: "button", class: "plain", onclick: () => open(state.event) }, title);
    return element("li", {}, element("b", {}, state.figure), " ", opener, state.because ? ` (${state.because})` : null);
  }));
}

function drawSources(shown, view, model) {
  const claims = new Map();
  for (const { event } of shown) for (const claim of model.claimsOf(event, view.known)) claims.set(claim.source, (claims.get(claim.source) ?? 0) + 1);
  const rows = Object.entries(model.data.sources).map(([id, source]) => () => {
    const address = webAddress(source.url);
    const title = source.title ?? id;
    return [
      { kind: "when", content: source.published || "—" },
      source.publisher ?? "",
      address ? element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, title) : title,
      { kind: "number", content: source.cited_only ? "cited only" : (claims.get(id) ?? 0).toLocaleString("en") },
      element("code", {}, id),
    ];
  });
  return drawTable("Sources, and the reports that they relay; claims are those of the events shown", ["Published", "Publisher", "Title", "Claims", "Id"], rows).slice(0, 2);
}
