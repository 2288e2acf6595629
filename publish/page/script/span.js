// Which time is shown, and how its days are written.

const MOST_OF_THEM = 0.85;

// The first and the last day that anything is known to lie on.
function spanOf(dated) {
  let [first, last] = [Infinity, -Infinity];
  for (const { state } of dated) {
    first = Math.min(first, state.start ?? state.end);
    last = Math.max(last, (state.end ?? state.start) + 1);
  }
  return first < last ? [first, last] : [dayNumber("2024-01-01"), dayNumber("2025-01-01")];
}

// The shortest time with most events, if it is a small part of the whole: what a reader sees first.
function crowdOf(shown, [first, last]) {
  const days = shown.filter(({ state }) => state.when !== null).map(({ state }) => state.end ?? state.start).sort((a, b) => a - b);
  if (days.length < 12) return null;
  const count = Math.ceil(days.length * MOST_OF_THEM);
  let [from, to] = [days[0], days.at(-1)];
  for (let at = 0; at + count <= days.length; at++) {
    if (days[at + count - 1] - days[at] < to - from) [from, to] = [days[at], days[at + count - 1]];
  }
  const length = Math.max(60, to - from);
  return length < (last - first) * 0.5 ? [from - length * 0.08, to + length * 0.4] : null;
}

function isNewYear(tick) {
  return tick.getUTCMonth() === 0 && tick.getUTCDate() === 1 && tick.getUTCHours() === 0;
}

function writeTick(tick, text, isYear) {
  if (isYear) return String(tick.getUTCFullYear());
  if (/^[A-Z][a-z]{2} \d\d$/.test(text)) return tick.toLocaleDateString("en", { month: "short", day: "numeric", timeZone: "UTC" });
  return /^[A-Z][a-z]+$/.test(text) && text.length > 3 ? text.slice(0, 3) : text;
}
