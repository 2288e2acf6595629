// What a reader chooses by: filters, the slider `known by`, the views, the zoom.

class Controls {
  // `changed` is told what was chosen; what makes it ask a server is told so, too.
  constructor(model, view, changed) {
    this.model = model;
    this.view = view;
    this.changed = changed;
    this.fields = {};
    this.drawFilters();
    this.drawClock();
    this.drawViews();
  }

  set(name, value) {
    this.view[name] = value;
    this.changed(name);
  }

  drawFilters() {
    const choices = this.model.data.live?.choices ?? findChoices(this.model);
    byId("filters").append(
      this.field("Search", this.input("q", { type: "search", placeholder: "words" }), "always"),
      this.field("Company and what belongs to it", this.select("company", [["", "All companies"], ...choices.companies]), "long"),
      this.choices("Type", "type", choices.type),
      this.choices("Status", "status", choices.status),
      this.field("Measure", this.select("measure", [["", "All"], ...choices.measure]), "short"),
      this.field("Sources", this.select("doubt", [["", "All"], ["differ", "Say different things"], ["disputed", "One denies another"], ["one", "One alone"], ["more", "More than one"], ["unsure", "Perhaps not yet known"]]), "short"),
      this.field("From", this.input("from", { class: "date", placeholder: "2024-03", inputmode: "numeric" })),
      this.field("To", this.input("to", { class: "date", placeholder: "2024", inputmode: "numeric" })),
      this.field("Lanes", this.select("lanes", [["company", "Company"], ["type", "Type"], ["status", "Status"], ["none", "None"]]), "short"),
      this.field("Amounts", this.select("amounts", [["label", "In labels"], ["size", "As size"], ["none", "Not shown"]]), "short"),
      element("button", { type: "button", id: "reset", class: "always", onclick: () => this.changed("reset") }, "Reset"),
      element("button", { type: "button", class: "always more", "aria-expanded": "false", onclick: (event) => {
        const isOpen = byId("filters").classList.toggle("unfolded");
        event.target.setAttribute("aria-expanded", isOpen);
      } }, "Filters"),
    );
    byId("filters").addEventListener("submit", (event) => event.preventDefault());
    addEventListener("click", (event) => {
      for (const open of document.querySelectorAll(".choices[open]")) if (!open.contains(event.target)) open.open = false;
    });
    byId("filters").addEventListener("keydown", (event) => {
      const open = event.target.closest?.(".choices[open]");
      if (event.key === "Escape" && open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    });
  }

  field(label, input, kind = "") {
    input.id = `field-${input.name}`;
    return element("div", { class: `field ${kind}` }, element("label", { for: input.id }, label), input);
  }

  select(name, options) {
    const select = element("select", { name, onchange: () => this.set(name, select.value) }, options.map(([value, text]) => element("option", { value }, text)));
    this.fields[name] = select;
    return select;
  }

  input(name, attributes) {
    const isDate = attributes.class === "date";
    const input = element("input", { type: "text", name, autocomplete: "off", ...attributes, oninput: () => {
      input.setAttribute("aria-invalid", isWrongDay(input));
      if (!isWrongDay(input)) this.set(name, input.value);
    } });
    if (isDate) {
      input.title = "A year, a month (2024-03) or a day (2024-03-05)";
      input.onchange = () => {
        input.setCustomValidity(isWrongDay(input) ? input.title : "");
        input.reportValidity();
      };
    }
    this.fields[name] = input;
    return input;
  }

  choices(label, name, options) {
    const boxes = options.map(([value, text]) => {
      const box = element("input", { type: "checkbox", name, value, onchange: () => this.set(name, boxes.filter((one) => one.checked).map((one) => one.value)) });
      box.words = text;
      return box;
    });
    this.fields[name] = boxes;
    const summary = element("summary", { "data-name": name });
    const panel = element("div", { role: "group", "aria-label": label }, boxes.map((box) => element("label", {}, box, box.words)));
    return element("div", { class: "field" }, element("span", {}, label), element("details", { class: "choices" }, summary, panel));
  }

  drawClock() {
    const { model } = this;
    if (!model.now) return;
    const range = element("input", { type: "range", id: "known", min: 0, max: model.now, step: 1, oninput: () => this.set("known", Number(range.value)) });
    this.fields.known = range;
    this.told = element("output", { for: "known" });
    this.play = element("button", { type: "button", onclick: () => this.replay() }, "Replay");
    byId("clock").append(element("label", { for: "known" }, "Known by"), range, this.told, this.play);
  }

  // One stop after the other, as readers learned of it.
  replay() {
    if (this.timer) return this.stop();
    const { view, model } = this;
    this.set("known", view.known >= model.now ? 0 : view.known + 1);
    this.play.textContent = "Pause";
    this.timer = setInterval(() => {
      if (view.known >= model.now) this.stop();
      else this.set("known", view.known + 1);
    }, 1100);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.play.textContent = "Replay";
  }

  drawViews() {
    const names = { timeline: "Timeline", table: "Table", totals: "Totals", sources: "Sources" };
    for (const [name, text] of Object.entries(names)) {
      byId("views").append(element("button", { type: "button", "data-view": name, onclick: () => this.set("view", name) }, text));
    }
    if (!this.model.data.live) return;
    for (const [address, text] of [["/queries/companies", "Companies"], ["/queries/conflicts", "Conflicts"], ["/queries", "Queries"], ["/sql", "SQL"], ["/api", "API"]]) byId("views").append(element("a", { href: address }, text));
  }

  // Show what the view is, wherever it came from.
  update(view, shown, known) {
    this.view = view;
    for (const [name, field] of Object.entries(this.fields)) {
      if (Array.isArray(field)) this.updateChoices(name, field);
      else if (field.value !== String(view[name])) {
        field.value = view[name];
        field.setAttribute("aria-invalid", isWrongDay(field));
      }
    }
    for (const button of byId("views").children) {
      if (button.dataset.view === view.view) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    if (this.told) {
      const words = view.known < this.model.now ? tellKnown(this.model, view, known) : tellPresent(this.model);
      this.told.textContent = words;
      this.fields.known.setAttribute("aria-valuetext", words);
    }
    const dated = shown.filter(({ state }) => state.when !== null).length;
    const sources = new Set(shown.flatMap(({ state }) => state.sources)).size;
    byId("summary").textContent =
      `${plural(shown.length, "event")}${shown.length < known ? ` of ${known.toLocaleString("en")}` : ""}, ` +
      `${dated.toLocaleString("en")} with a date and ${(shown.length - dated).toLocaleString("en")} without one, from ${plural(sources, "source")}`;
  }

  updateChoices(name, boxes) {
    const chosen = this.view[name];
    for (const box of boxes) box.checked = chosen.includes(box.value);
    const words = chosen.length === 1 ? boxes.find((box) => box.checked)?.words : `${chosen.length} chosen`;
    document.querySelector(`summary[data-name=${name}]`).textContent = chosen.length ? (words ?? "none") : "All";
  }
}

function isWrongDay(field) {
  return field.classList.contains("date") && field.value.trim() !== "" && firstDay(field.value) === null;
}

// What was known by a day: what may have been, and how much of it certainly was.
function tellKnown(model, view, known) {
  const day = model.data.stops[view.known];
  if (model.data.live) return `${day}: perhaps ${plural(known, "event")} known`;
  const certain = model.known(view).filter(({ state }) => !state.unsure).length;
  return `${day}: ${certain.toLocaleString("en")} certainly known, ${(known - certain).toLocaleString("en")} perhaps`;
}

// A file may itself end at a day.
function tellPresent({ data }) {
  return data.known_by && !data.live ? `all of this page: what may have been known by ${data.known_by}` : "everything known now";
}

// What there is to choose from in a file; a server tells its own.
function findChoices(model) {
  const states = model.data.events.flatMap((event) => event.states.map(([, state]) => state).filter(Boolean));
  const figures = model.data.figures.flatMap((figure) => figure.states.map(([, state]) => state).filter(Boolean));
  const counts = new Map();
  for (const event of model.data.events) for (const id of stateAt(event, model.now)?.under ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  const companies = [...counts].sort((a, b) => b[1] - a[1] || compareKeys([model.companyName(a[0])], [model.companyName(b[0])]));
  const list = (of, name, kind) => [...new Set(of.map((state) => state[name]))].map((id) => [id, model.label(kind, id)]).sort((a, b) => compareKeys([a[1]], [b[1]]));
  return {
    companies: companies.map(([id, count]) => [id, `${model.companyName(id)} (${count.toLocaleString("en")})`]),
    type: list(states, "type", "types"), status: list(states, "status", "statuses"), measure: list(figures, "measure", "measures"),
  };
}
