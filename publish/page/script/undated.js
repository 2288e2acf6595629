// Events without a date: they stay without one, in the lanes that they would have.

const FIRST_SHOWN = 60; // of a lane; the others follow on demand

function drawUndated(shown, view, model, open) {
  const undated = shown.filter(({ state }) => state.when === null);
  if (!undated.length) return [];
  const lanes = layOutLanes(undated, view, model);
  return [
    element("h2", {}, `Without a date (${undated.length.toLocaleString("en")})`),
    element("p", { class: "note" }, "No source says when. They stand in no order of time."),
    ...lanes.flatMap((lane) => [
      element("h3", {}, `${lane.name} (${lane.events.length.toLocaleString("en")})`),
      listUndated(lane.events, model, open),
    ]),
  ];
}

function listUndated(events, model, open) {
  const list = element("ul", { class: "undated" });
  const add = (some) => list.append(...some.map((one) => element("li", {}, makeOpener(one, model, open))));
  add(events.slice(0, FIRST_SHOWN));
  const rest = events.slice(FIRST_SHOWN);
  if (rest.length) {
    const more = element("li", {}, element("button", { type: "button", onclick: () => { more.remove(); add(rest); } }, `Show ${rest.length.toLocaleString("en")} more`));
    list.append(more);
  }
  return list;
}

// A button that opens an event, with its sign, its first amount and its title.
function makeOpener({ event, state }, model, open, date = "") {
  return element(
    "button", { type: "button", "data-id": event.id, "aria-label": describeEvent({ event, state }, model), onclick: () => open(event.id) },
    drawSign(state.status),
    element("span", {}, date ? element("span", { class: "place" }, `${date} `) : null, state.disputed ? element("b", { class: "tag warn" }, "≠") : null, state.short ? element("b", {}, `${state.short} `) : null, state.title),
  );
}
