// The page: data, what the reader asks for, and what is drawn of it.

class Page {
  constructor(data, live) {
    this.model = new Model(data);
    this.live = live;
    this.view = readFragment(location.hash, this.model);
    document.body.append(drawn("svg", { width: 0, height: 0, "aria-hidden": "true", class: "paints" }, drawn("defs", { id: "paints" })));
    this.detail = new Detail(this.model, {
      open: (id) => this.open(id), close: () => this.close(),
      choose: (company) => this.choose(company), step: (id, by) => this.step(id, by),
    });
    this.controls = new Controls(this.model, this.view, (name) => this.changed(name));
    this.chart = new Chart(this.model, (id, several) => this.open(id, several), () => this.moved());
    this.overview = new Overview(this.chart);
    this.drawZoom();
    addEventListener("hashchange", () => this.arrived());
    document.querySelector(".skip").addEventListener("click", (event) => this.skip(event));
    addEventListener("beforeprint", () => this.print(true));
    addEventListener("afterprint", () => this.print(false));
    addEventListener("keydown", (event) => event.key === "Escape" && !byId("detail").hidden && this.close());
    this.tellMaking();
    this.show();
    if (this.view.event) this.goTo(this.view.event);
    this.live?.watch(data.database, (isChanged) => this.tellNews(isChanged));
  }

  drawZoom() {
    const buttons = [["−", "Zoom out", () => this.chart.scale(1 / 1.6)], ["+", "Zoom in", () => this.chart.scale(1.6)], ["All", "Show all of the time", () => this.chart.fit()]];
    byId("zoom").append(...buttons.map(([text, label, act]) => element("button", { type: "button", "aria-label": label, title: label, onclick: act }, text)));
  }

  changed(name) {
    this.view.unknown = []; // it was said of an address that is no more
    if (name === "reset") {
      const { view } = this.view;
      Object.assign(this.view, makeView(this.model), { view });
      this.close();
    }
    if (this.live && ASKED.includes(name)) {
      if (name !== "offset") this.view.offset = 0;
      this.remember();
      this.live.soon(this.view, this.model.data.stops);
      return;
    }
    this.show();
    this.showAgain();
    if (name === "view") this.record();
  }

  // The table of events, by the keyboard; the address stays that of the view.
  skip(event) {
    event.preventDefault();
    this.controls.set("view", "table");
    byId("table").focus();
  }

  // The open event as the view has it now.
  showAgain() {
    const event = this.model.byEvent.get(this.view.event);
    if (event) this.detail.showEvent(event, this.view, { isAgain: true });
    else if (!this.view.event) this.detail.hide(); // a list of events that met, in a view that is no more
  }

  // What a server sent. Other records have other days, choices and counts: all is made anew.
  take(data) {
    if (!isSame(data.database, this.model.data.database)) return this.renew();
    this.model.load(data);
    this.show();
    if (this.wanted) this.goToWanted();
    else this.showAgain();
  }

  tellNews(isChanged) {
    const button = element("button", { type: "button", onclick: () => this.renew() }, "Show them");
    byId("news").replaceChildren(...(isChanged ? ["The records have changed since this page was made. ", button] : []));
  }

  // The event of an address, once the events are there among which it is.
  goToWanted() {
    if (this.model.byEvent.has(this.wanted)) this.goTo(this.wanted);
    else {
      miss(this.view, "event", this.wanted);
      this.close();
      this.show();
    }
    this.wanted = "";
  }

  // The page of the records as they are now, with the same view.
  async renew() {
    if (!(await this.live.readDatabase())) {
      byId("summary").textContent = SILENT;
      return;
    }
    clearTimeout(this.later);
    history.replaceState(null, "", this.address());
    location.reload();
  }

  arrived() {
    if (location.hash === writeFragment(this.view, this.model)) return;
    Object.assign(this.view, readFragment(location.hash, this.model));
    if (this.live) {
      this.wanted = new URLSearchParams(location.hash.slice(1)).get("event");
      this.view.unknown = this.view.unknown.filter((one) => !one.startsWith("event "));
      this.live.ask(this.view, this.model.data.stops);
      return;
    }
    this.show();
    if (this.view.event) this.goTo(this.view.event);
    else this.detail.hide();
  }

  // Draw what the view asks for; only what is looked at.
  show() {
    const { view, model } = this;
    this.shown = model.select(view);
    this.controls.update(view, this.shown, model.countKnown(view));
    const part = model.data.live && drawParts(model.data.live, model.data.events.length, (offset) => { view.offset = offset; this.changed("offset"); });
    const unknown = view.unknown.length ? [`The address names what is not here: ${view.unknown.join(", ")}. `] : [];
    byId("part").replaceChildren(...unknown, ...(part || []));
    for (const name of CHOICES.view) byId(name).hidden = view.view !== name;
    if (view.view === "timeline") this.showTimeline();
    this.showTables(view.view);
    this.remember();
  }

  tellUnknown(reason) {
    this.view.unknown = [reason];
    this.show();
  }

  showTimeline() {
    const { view, model } = this;
    this.chart.show(this.shown, view);
    this.overview.draw();
    const size = this.chart.sizes ? [element("li", {}, this.chart.sizes.words)] : [];
    byId("legend").replaceChildren(...drawLegend(model, this.shown), ...size);
    byId("undated").replaceChildren(...drawUndated(this.shown, view, model, (id) => this.open(id)));
  }

  showTables(name) {
    const { view, model } = this;
    const open = (id) => this.open(id);
    if (name === "table") {
      const [table, more, addAll] = drawEvents(this.shown, model, open);
      this.addAll = addAll;
      byId("table").replaceChildren(...(this.shown.length ? [table, more] : [element("p", { class: "empty" }, "No event fits.")]));
    }
    if (name === "totals") byId("totals").replaceChildren(...drawTotals(view, model, open));
    if (name === "sources") byId("sources").replaceChildren(...drawSources(this.shown, view, model));
  }

  moved() {
    this.overview?.draw();
    this.remember();
  }

  remember() {
    clearTimeout(this.later);
    this.later = setTimeout(() => history.replaceState(null, "", this.address()), 120);
  }

  address() {
    return writeFragment(this.view, this.model) || location.pathname + location.search;
  }

  // A step that the way back leads from: another view, an event opened or closed.
  record() {
    clearTimeout(this.later);
    if (location.hash !== writeFragment(this.view, this.model)) history.pushState(null, "", this.address());
  }

  open(id, several) {
    if (!byId("detail").contains(document.activeElement)) this.from = document.activeElement;
    if (several) return this.detail.showSeveral(several);
    this.openEvent(id);
    this.record();
  }

  // Open an event that was not chosen in the chart, and show where it stands there.
  goTo(id) {
    this.openEvent(id);
    if (this.view.view === "timeline") requestAnimationFrame(() => this.chart.keys.reveal(id));
  }

  openEvent(id) {
    this.view.event = id;
    this.detail.showEvent(this.model.byEvent.get(id), this.view);
    this.chart.draw();
    this.remember();
  }

  close() {
    const id = this.view.event;
    this.view.event = "";
    this.detail.hide();
    this.chart.draw();
    if (this.from?.isConnected && this.from !== document.body) this.from.focus({ preventScroll: true });
    else if (id && this.view.view === "timeline") this.chart.keys.goTo(id);
    this.record();
  }

  choose(company) {
    this.view.company = company;
    this.changed("company");
  }

  step(id, by) {
    const at = this.shown.findIndex(({ event }) => event.id === id);
    const next = this.shown[at + by];
    if (at === -1 || !next) return;
    this.goTo(next.event.id);
  }

  // Paper has no window: everything is drawn, and all rows of the tables stand below.
  print(isPrinting) {
    if (isPrinting) {
      byId("timeline").hidden = false;
      if (this.chart.view !== this.view) this.showTimeline();
      for (const name of ["table", "totals", "sources"]) this.showTables(name);
      this.addAll?.();
    }
    this.chart.print(isPrinting);
    if (!isPrinting) this.show();
  }

  tellMaking() {
    const { given, database, known_by: known } = this.model.data;
    const filters = Object.entries(given).filter(([name]) => name !== "known_by").map(([name, value]) => `${name.replace("_", " ")} ${Array.isArray(value) ? value.join(", ") : value}`);
    byId("made").append(
      element("p", {}, filters.length ? `This page holds: ${filters.join("; ")}. ` : "", known ? `As it was known by ${known}. ` : "", "Every claim names its place: characters of the article's text. Dates are shown as they are known."),
      element("p", {}, "Made by Dateline of records ", element("code", {}, database.records_sha256.slice(0, 16)), `, schema ${database.revision.join(", ")}.`),
    );
  }
}

function start() {
  if (byId("data")) return new Page(JSON.parse(byId("data").textContent));
  let page, refused, asked;
  const ask = (view) => {
    asked = String(writeAsked(view));
    return live.ask(view);
  };
  const address = document.querySelector("meta[name=dateline-data]").content;
  const live = new Live(address, (data) => {
    if (page) return page.take(data);
    page = new Page(data, live);
    if (refused) page.tellUnknown(refused);
    // A day between two stops is that of the one before.
    if (String(writeAsked(page.view, data.stops)) !== asked) live.ask(page.view, data.stops);
  }, (reason) => {
    if (page || refused) return false;
    refused = reason; // an address that asks for what is not here: the page without it, and why
    history.replaceState(null, "", location.pathname + location.search);
    ask({ type: [], status: [] });
    return true;
  });
  const given = new URLSearchParams(location.hash.slice(1));
  const list = (name) => (given.get(name) ?? "").split(",").filter(Boolean);
  return ask({
    company: given.get("company"), from: given.get("from"), to: given.get("to"), type: list("type"),
    status: list("status"), knownText: given.get("known"), offset: Number(given.get("offset")) || 0,
  });
}

start();
