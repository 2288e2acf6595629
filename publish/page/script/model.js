// What is known at a stop, filtered and added. The rules are those of the database: each state was
// read there, each figure is counted or left out there; here is only chosen and summed.

const DAY = 86400000;
const ACCENTS = /\p{M}/gu;
const MILLIONTHS = 1000000n; // figures have six decimals at most

function dayNumber(iso) {
  return iso === null ? null : Math.round(Date.parse(iso) / DAY);
}

function foldText(text) {
  return text.normalize("NFKD").replace(ACCENTS, "").toLowerCase();
}

function stateAt(thing, stop) {
  let found = null;
  for (const [from, state] of thing.states) {
    if (from > stop) break;
    found = state;
  }
  return found;
}

class Model {
  constructor(data) {
    this.load(data);
  }

  // What a server sent for a view takes the place of what it sent before.
  load(data) {
    this.figuresStop = undefined;
    this.data = data;
    this.now = data.stops.length;
    this.byEvent = new Map(data.events.map((event) => [event.id, event]));
    this.statements = groupBy(data.events.filter((event) => event.about), (event) => event.about);
    for (const event of data.events) {
      for (const [, state] of event.states) {
        if (state) {
          state.start = dayNumber(state.from);
          state.end = dayNumber(state.to);
        }
      }
    }
  }

  companyName(id) {
    return this.data.companies[id]?.name ?? id ?? "";
  }

  label(kind, id) {
    return this.data.labels[kind][id] ?? id ?? "";
  }

  source(id) {
    return this.data.sources[id] ?? {};
  }

  // The day until which something is known at a stop, or null for the present.
  knownBy(stop) {
    return stop < this.now ? this.data.stops[stop] : this.data.live ? null : this.data.known_by;
  }

  claimsOf(event, stop) {
    if (stop >= this.now) return event.claims.filter((claim) => this.isKnown(claim, this.data.known_by));
    return event.claims.filter((claim) => this.isKnown(claim, this.data.stops[stop]));
  }

  isKnown(claim, day) {
    return day === null || claim.known === null || claim.known <= day;
  }

  figuresAt(stop) {
    if (this.figuresStop !== stop) {
      this.figuresStop = stop;
      this.figures = this.data.figures
        .map((figure) => ({ id: figure.id, state: stateAt(figure, stop) }))
        .filter((figure) => figure.state);
      this.figuresByEvent = groupBy(this.figures, (figure) => figure.state.event);
    }
    return this.figures;
  }

  figuresOf(event, stop) {
    this.figuresAt(stop);
    return this.figuresByEvent.get(event) ?? [];
  }

  // How many events are known at the stop of the view, shown or not.
  countKnown(view) {
    return this.data.live?.known ?? this.known(view).length;
  }

  // Everything known at the stop of the view.
  known(view) {
    return this.data.events
      .map((event) => ({ event, state: stateAt(event, view.known) }))
      .filter(({ state }) => state);
  }

  // The events that the view shows, in order of time; the data are so by the dates known now.
  select(view) {
    const shown = this.known(view).filter((one) => this.isShown(one, view));
    return view.known < this.now ? shown.sort(compareTimes) : shown;
  }

  isShown({ event, state }, view) {
    return (
      (!view.company || state.under.includes(view.company)) && this.isShownFor({ event, state }, view)
    );
  }

  // As the view asks, but for the company, by which totals are chosen and not events.
  isShownFor({ event, state }, view) {
    return (
      (!view.type.length || view.type.includes(state.type)) &&
      (!view.status.length || view.status.includes(state.status)) &&
      (!view.measure || this.figuresOf(event.id, view.known).some(({ state: s }) => s.measure === view.measure)) &&
      mayLieIn(state, view.from, view.to) &&
      isDoubted(state, view.doubt) &&
      this.hasWords(event, state, view.q)
    );
  }

  hasWords(event, state, words) {
    if (!words.trim()) return true;
    const text = this.textOf(event, state);
    return foldText(words).split(/\s+/).filter(Boolean).every((word) => text.includes(word));
  }

  textOf(event, state) {
    state.text ??= foldText(
      [
        state.title, event.id, this.label("types", state.type), ...state.amounts, ...state.people,
        ...state.companies.flatMap((id) => this.data.companies[id]?.aliases ?? []),
        ...event.claims.flatMap((claim) => [claim.said_by ?? "", claim.note ?? "", claim.quote ?? ""]),
        ...event.claims.flatMap((claim) => claim.origins).concat(state.sources).flatMap((id) => [this.source(id).publisher ?? "", this.source(id).title ?? ""]),
      ].join("\n"),
    );
    return state.text;
  }

  // Sums by the rule of `totals`: what is left out there stays left out, and says why.
  totals(view) {
    const shown = new Set(
      this.known(view).filter((one) => this.isShownFor(one, view)).map(({ event }) => event.id),
    );
    const groups = groupBy(this.figuresAt(view.known), ({ state }) => state.total);
    const found = [];
    for (const [id, figures] of groups) {
      const wanted = figures.filter(({ state }) => !view.measure || state.measure === view.measure);
      const isChosen = wanted.some(
        ({ id: figure, state }) =>
          this.isOf(state, view) && (state.because === null || figure === id),
      );
      const inView = wanted.filter(({ state }) => shown.has(state.event));
      if (isChosen && inView.length) found.push(this.add(id, figures, inView));
    }
    return found.sort((a, b) => compareKeys(a.key, b.key));
  }

  // Whether a figure is the company's, or that of what belongs to it: the view's, or else the page's.
  isOf(state, view) {
    const company = view.company || this.data.company;
    return !company || state.under.includes(company);
  }

  // Figures of the events shown that are another company's, and so in none of its totals.
  findOthers(view) {
    const shown = new Set(this.select(view).map(({ event }) => event.id));
    return this.figuresAt(view.known).filter(
      ({ state }) => shown.has(state.event) && !this.isOf(state, view) && (!view.measure || state.measure === view.measure),
    );
  }

  add(id, all, inView) {
    const counted = inView.filter(({ state }) => state.because === null);
    const { state } = all.find((figure) => figure.id === id) ?? inView[0];
    return {
      id,
      ...state,
      low: addEnds(counted.map((figure) => figure.state.low)),
      high: addEnds(counted.map((figure) => figure.state.high)),
      disputed: counted.some((figure) => figure.state.disputed),
      differ: counted.some((figure) => figure.state.differ),
      approximate: counted.some((figure) => figure.state.approximate),
      counted,
      leftOut: inView.filter((figure) => figure.state.because !== null),
      outside: all.length - inView.length,
      key: [state.company ? `0${this.companyName(state.company)}` : "1", state.measure, state.unit, state.basis, state.per, id],
    };
  }
}

const DOUBTS = {
  differ: (state) => state.disputed || state.differ || state.conflicts.length > 0,
  disputed: (state) => state.disputed,
  one: (state) => state.sources.length === 1,
  more: (state) => state.sources.length > 1,
  unsure: (state) => state.unsure,
};

function isDoubted(state, doubt) {
  return !doubt || DOUBTS[doubt](state);
}

function groupBy(things, keyOf) {
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(thing);
  }
  return groups;
}

function compareKeys(a, b) {
  for (let at = 0; at < a.length; at++) {
    if (a[at] !== b[at]) return (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
  }
  return 0;
}

// The order of the saved query `timeline`.
function compareTimes(a, b) {
  const [one, other] = [a, b].map(({ event, state }) =>
    [state.when === null ? 1 : 0, state.start ?? state.end ?? Infinity, state.end ?? Infinity, event.id]);
  return compareKeys(one, other);
}

// Whether a date may lie between two days, as the macro possibly_in has it.
function mayLieIn(state, from, to) {
  const first = firstDay(from);
  const last = lastDay(to);
  if (first === null && last === null) return true;
  if (state.when === null) return false;
  return (
    (first === null || state.end === null || state.end >= first) &&
    (last === null || state.start === null || state.start <= last)
  );
}

const WRITTEN_DAY = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

function firstDay(text) {
  const parts = WRITTEN_DAY.exec(text.trim());
  if (!parts) return null;
  return checkedDay(parts[1], parts[2] ?? "01", parts[3] ?? "01");
}

function lastDay(text) {
  const parts = WRITTEN_DAY.exec(text.trim());
  if (!parts) return null;
  const days = parts[3] ? [parts[3]] : ["31", "30", "29", "28"];
  return days.map((day) => checkedDay(parts[1], parts[2] ?? "12", day)).find((day) => day !== null) ?? null;
}

function checkedDay(year, month, day) {
  const time = Date.parse(`${year}-${month}-${day}`);
  if (Number.isNaN(time)) return null;
  const sameMonth = new Date(time).getUTCMonth() + 1 === Number(month);
  return sameMonth ? Math.round(time / DAY) : null;
}

// Exact sums: numbers come as text with all their digits, and are added as whole millionths.
function addEnds(ends) {
  if (!ends.length || ends.includes(null)) return null;
  return ends.map(toMillionths).reduce((sum, end) => sum + end, 0n);
}

function toMillionths(text) {
  const negative = text.startsWith("-");
  const [whole, decimals = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole) * MILLIONTHS + BigInt(decimals.padEnd(6, "0"));
  return negative ? -value : value;
}

function writeMillionths(value) {
  const positive = value < 0n ? -value : value;
  const decimals = String(positive % MILLIONTHS).padStart(6, "0").replace(/0+$/, "");
  const whole = String(positive / MILLIONTHS).replace(/\B(?=(\d{3})+$)/g, ",");
  return (value < 0n ? "−" : "") + whole + (decimals ? `.${decimals}` : "");
}

function writeRange(low, high) {
  if (low === null && high === null) return "not stated";
  if (low === null) return `at most ${writeMillionths(high)}`;
  if (high === null) return `at least ${writeMillionths(low)}`;
  return low === high ? writeMillionths(low) : `${writeMillionths(low)} – ${writeMillionths(high)}`;
}
