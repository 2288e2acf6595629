// One event in full: who says what of it, where, with which figures, and where they do not agree.

class Detail {
  constructor(model, actions) {
    this.model = model;
    this.actions = actions; // open, close, choose
    this.panel = byId("detail");
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.actions.close();
    });
  }

  hide() {
    this.panel.hidden = true;
    document.body.classList.remove("beside");
    this.panel.replaceChildren();
  }

  // Seen again as another view has it, the panel stays where it was, and the focus where it is.
  show(title, bar, parts, isAgain = false) {
    const heading = element("h2", { id: "detail-title", tabindex: -1 }, title);
    const close = element("button", { type: "button", onclick: () => this.actions.close() }, "Close");
    this.panel.replaceChildren(element("div", { class: "bar" }, bar, close), heading, ...parts.flat().filter(Boolean));
    const top = this.panel.scrollTop;
    this.panel.hidden = false;
    document.body.classList.add("beside");
    this.panel.scrollTop = isAgain ? top : 0;
    if (!isAgain) heading.focus({ preventScroll: true });
  }

  showSeveral(shown) {
    const list = element("ul", { class: "undated" }, shown.map((one) => element("li", {}, makeOpener(one, this.model, this.actions.open, one.state.words))));
    this.show(plural(shown.length, "event"), null, [list]);
  }

  showEvent(event, view, { isAgain = false } = {}) {
    const state = stateAt(event, view.known);
    if (!state) {
      this.show(event.states.at(-1)[1]?.title ?? event.id, null, [element("p", {}, `Nothing was known of it by ${this.model.knownBy(view.known)}.`)], isAgain);
      return;
    }
    const steps = [["‹ Earlier", -1], ["Later ›", 1]].map(([text, by]) =>
      element("button", { type: "button", onclick: () => this.actions.step(event.id, by) }, text),
    );
    this.show(state.title, steps, [
      this.tellState(state), this.listCompanies(state), this.listFigures(event, state, view),
      this.listConflicts(state), this.listClaims(event, view), this.listRelated(event, view),
      this.tellWhereElse(event),
    ], isAgain);
  }

  tellWhereElse(event) {
    const command = element("code", {}, `dateline event ${event.id}`);
    const link = this.model.data.live ? [element("a", { href: `/events/${encodeURIComponent(event.id)}` }, "As a page"), "; in a terminal: "] : ["In a terminal: "];
    return element("p", { class: "note" }, link, command);
  }

  tellState(state) {
    const tags = [
      element("span", { class: `tag ${state.status}` }, this.model.label("statuses", state.status)),
      state.disputed ? element("span", { class: "tag warn" }, "disputed") : null,
      state.differ ? element("span", { class: "tag warn" }, "dates differ") : null,
      state.unsure ? element("span", { class: "tag warn" }, "possibly not yet known") : null,
      state.outside ? element("span", { class: "tag warn" }, "possibly outside") : null,
      state.sources.length === 1 ? element("span", { class: "tag" }, "one source") : null,
    ];
    const date = state.words || "Without a date";
    const days = state.when && (state.from !== state.to || state.words !== state.from) ? ` (${state.from ?? "open"} to ${state.to ?? "open"})` : "";
    return [
      element("p", {}, element("b", {}, date), element("span", { class: "place" }, days), ` · ${this.model.label("types", state.type)}`),
      element("p", {}, tags),
    ];
  }

  listCompanies(state) {
    if (!state.companies.length) return [];
    const items = state.companies.map((id, at) =>
      element("li", {}, element("button", { type: "button", class: "plain", onclick: () => this.actions.choose(id) }, state.people[at] ?? this.model.companyName(id))),
    );
    return [element("h3", {}, "Companies"), element("ul", {}, items)];
  }

  listFigures(event, state, view) {
    if (!state.amounts.length) return [];
    const leftOut = this.model.figuresOf(event.id, view.known).filter((figure) => figure.state.because !== null);
    return [
      element("h3", {}, "Figures"),
      element("ul", {}, state.amounts.map((amount) => element("li", {}, amount))),
      leftOut.length
        ? element("p", { class: "note" }, "Not counted in totals: ", leftOut.map(({ state: figure }) => `${figure.figure}: ${figure.because}`).join("; "))
        : null,
    ];
  }

  listConflicts(state) {
    if (!state.conflicts.length) return [];
    const items = state.conflicts.map((conflict) => {
      const sides = conflict.sides.map((side) => `${side.value ?? "nothing"} (${side.sources.map((id) => this.nameSource(id)).join(", ")})`);
      return element("li", {}, `${conflict.field}: `, element("b", {}, conflict.kind), ` · ${sides.join(" against ")}`);
    });
    return [element("h3", {}, "Where sources do not say the same"), element("ul", {}, items)];
  }

  listClaims(event, view) {
    const claims = this.model.claimsOf(event, view.known);
    return [element("h3", {}, `Who says so (${claims.length})`), element("ol", { class: "claims" }, claims.map((claim) => this.drawClaim(claim)))];
  }

  drawClaim(claim) {
    const source = this.model.source(claim.source);
    const address = webAddress(source.url);
    const title = source.title ?? claim.source;
    const origins = claim.origins.map((id) => this.nameSource(id)).join(", ");
    return element(
      "li", {},
      element("div", {}, element("span", { class: "who" }, source.publisher ?? claim.source), source.published ? `, ${source.published}` : ""),
      element("div", {}, address ? element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, title) : title),
      element("div", {}, [claim.words || "no date", this.model.label("statuses", claim.status), ...claim.amounts].join(" · ")),
      claim.people.length ? element("div", { class: "place" }, claim.people.join("; ")) : null,
      claim.said_by ? element("div", {}, "Said by ", element("b", {}, claim.said_by)) : null,
      origins ? element("div", {}, claim.origin_certain === false ? `Perhaps relays ${origins}` : `Relays ${origins}`) : null,
      claim.quote ? element("blockquote", {}, claim.quote) : null,
      claim.note ? element("div", { class: "place" }, claim.note) : null,
      element("div", { class: "place" }, [
        claim.start === null ? "no place stated" : `characters ${claim.start}–${claim.end}`,
        claim.inferred ? "implied, not stated" : "", claim.known ? `known from ${claim.known} at the earliest` : "", claim.source,
      ].filter(Boolean).join(" · ")),
    );
  }

  listRelated(event, view) {
    const related = [];
    const add = (id, words) => {
      const other = this.model.byEvent.get(id);
      const state = other && stateAt(other, view.known);
      if (state) related.push(element("li", {}, `${words} `, element("button", { type: "button", class: "plain", onclick: () => this.actions.open(id) }, state.title)));
    };
    if (event.about) add(event.about, "Says something of:");
    for (const statement of this.model.statements.get(event.id) ?? []) add(statement.id, "A statement on it:");
    return related.length ? [element("h3", {}, "Related"), element("ul", {}, related)] : [];
  }

  nameSource(id) {
    const source = this.model.source(id);
    return [source.publisher ?? id, source.published].filter(Boolean).join(", ");
  }
}
