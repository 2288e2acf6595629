// The view as the fragment of the address, so that it can be shared and comes back with the page.

const LISTS = ["type", "status"];
const LABELLED = { type: "types", status: "statuses" };
const TEXTS = ["company", "measure", "from", "to", "q", "event"];
const CHOICES = { doubt: ["", ...Object.keys(DOUBTS)], lanes: ["company", "type", "status", "none"], amounts: ["label", "size", "none"], view: ["timeline", "table", "totals", "sources"] };

function makeView(model) {
  return {
    company: "", type: [], status: [], measure: "", from: "", to: "", q: "", doubt: "", known: model.now,
    lanes: "company", amounts: "label", view: "timeline", event: "", range: null, offset: 0, unknown: [],
  };
}

function readFragment(text, model) {
  const view = makeView(model);
  const given = new URLSearchParams(text.replace(/^#/, ""));
  for (const name of TEXTS) view[name] = given.get(name) ?? "";
  for (const [name, kind] of Object.entries(LABELLED)) {
    const ids = [...new Set((given.get(name) ?? "").split(","))].filter(Boolean);
    view[name] = ids.filter((id) => Object.hasOwn(model.data.labels[kind], id));
    for (const id of ids) if (!view[name].includes(id)) miss(view, name, id);
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    if (choices.includes(given.get(name))) view[name] = given.get(name);
    else if (given.get(name)) miss(view, name, given.get(name));
  }
  view.known = readStop(given.get("known"), model);
  const days = (given.get("at") ?? "").split("..").map(firstDay);
  if (days.length === 2 && days.every((day) => day !== null) && days[0] < days[1]) view.range = days;
  view.offset = Math.min(1e12, Math.max(0, Math.floor(Number(given.get("offset"))) || 0));
  if (given.get("known") && view.known === model.now) miss(view, "known", given.get("known"));
  if (!model.data.live && view.company && !Object.hasOwn(model.data.companies, view.company)) forget(view, "company");
  if (view.measure && !Object.hasOwn(model.data.labels.measures, view.measure)) forget(view, "measure");
  if (view.event && !model.byEvent.has(view.event)) forget(view, "event");
  for (const name of ["from", "to"]) if (view[name] && firstDay(view[name]) === null) forget(view, name);
  return view;
}

// What an address names and the page does not have: told, and left out.
function forget(view, name) {
  miss(view, name, view[name]);
  view[name] = "";
}

function miss(view, name, value) {
  view.unknown.push(`${name} “${value.slice(0, 80)}”`);
}

// The last stop that is not after a day; the present where none is given, or where nothing was known.
function readStop(text, model) {
  const day = lastDay(text ?? "");
  const before = day === null ? 0 : model.data.stops.filter((stop) => dayNumber(stop) <= day).length;
  return before ? before - 1 : model.now;
}

function writeFragment(view, model) {
  const plain = makeView(model);
  const parts = new URLSearchParams();
  for (const name of [...TEXTS, ...Object.keys(CHOICES)]) {
    if (view[name] !== plain[name]) parts.set(name, view[name]);
  }
  for (const name of LISTS) if (view[name].length) parts.set(name, view[name].join(","));
  if (view.known < model.now) parts.set("known", model.data.stops[view.known]);
  if (view.offset) parts.set("offset", view.offset);
  if (view.range) parts.set("at", view.range.map(writeDay).join(".."));
  return parts.size ? `#${parts}` : "";
}

// A day of the years that an address may name.
function writeDay(day) {
  const named = Math.min(firstDay("9999-12-31"), Math.max(firstDay("0000"), Math.round(day)));
  return new Date(named * DAY).toISOString().slice(0, 10);
}
