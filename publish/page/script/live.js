// A page over a server: what a file holds is asked for, a part at a time.

const ASKED = ["company", "type", "status", "from", "to", "known", "offset", "reset"]; // what makes it ask anew
const PATIENCE = 300; // milliseconds after which what is typed is asked
const SILENT = "The server does not answer; start it again, and reload.";
const WATCH = 60000; // milliseconds after which it is asked whether the records are still the same

class Live {
  // `refused` is told why the server says no, and says whether it has seen to it.
  constructor(address, arrived, refused) {
    this.address = address;
    this.arrived = arrived;
    this.refused = refused;
  }

  soon(view, stops) {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.ask(view, stops), PATIENCE);
  }

  // The data for a view; what was asked before and has not come is not wanted any more.
  async ask(view, stops) {
    this.asking?.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    document.body.setAttribute("aria-busy", "true");
    byId("summary").textContent = "Reading …";
    try {
      const answer = await fetch(`${this.address}?${writeAsked(view, stops)}`, { signal });
      const data = await answer.json();
      if (!answer.ok) throw new Error(data.detail);
      document.body.removeAttribute("aria-busy");
      this.arrived(data);
    } catch (error) {
      if (error.name === "AbortError") return;
      document.body.removeAttribute("aria-busy");
      if (!(error instanceof TypeError) && this.refused(error.message)) return;
      byId("summary").textContent = error instanceof TypeError ? SILENT : error.message;
    }
  }

  // Tell whether the records are still those of the page; asked while somebody looks at it.
  watch(database, tell) {
    const look = async () => {
      const now = document.hidden ? null : await this.readDatabase();
      if (now) tell(!isSame(now, database));
    };
    setInterval(look, WATCH);
    document.addEventListener("visibilitychange", look);
  }

  // Null where the server does not answer: that is told when it is asked for events.
  async readDatabase() {
    const answer = await fetch(new URL("database", new URL(this.address, location))).catch(() => null);
    return answer?.ok ? answer.json() : null;
  }
}

function isSame(one, other) {
  return one.records_sha256 === other.records_sha256 && one.revision.join() === other.revision.join();
}

function writeAsked(view, stops) {
  const asked = new URLSearchParams();
  for (const name of ["company", "from", "to"]) if (view[name]) asked.set(name, view[name]);
  for (const name of LISTS) if (view[name].length) asked.set(name, view[name].join(","));
  const known = stops ? stops[view.known] : view.knownText;
  if (known) asked.set("known_by", known);
  if (view.offset) asked.set("offset", view.offset);
  return asked;
}

// Which part of the events is shown, and the ways to those before and after it.
function drawParts({ offset, limit, has_more: hasMore }, count, choose) {
  if (!offset && !hasMore) return [];
  const to = (words, at, isThere) => (isThere ? element("button", { type: "button", onclick: () => choose(at) }, words) : "");
  if (!count) return ["So far on there is no event. ", to("To the first", 0, true)];
  return [
    `Events ${(offset + 1).toLocaleString("en")} to ${(offset + count).toLocaleString("en")} in order of time. Words, measures and totals are of these. `,
    to("Those before", Math.max(0, offset - limit), offset > 0), " ", to("Those after", offset + limit, hasMore),
  ];
}
