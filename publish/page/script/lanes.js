// Where each event stands: lanes, and rows in them, so that no label meets another.
//
// Places are reckoned in pixels of the whole time line at one zoom; moving it changes none of them.

const ROW = 25;
const TALL_ROW = 44; // where amounts are drawn as size
const FADE = 60; // of an open end, whose length nobody knows
const SHORTEST = 24; // a bar; what is shorter is a sign alone
const LONG_BAR = 190; // holds a label even if it has to be cut
const SIGN = 14;
const GAP = 12;
const LANE_GAP = 12;
const HEAP = 76; // events that find no row are counted together by so many pixels
const MOST_LANES = 12;
const OTHER = "\u0000other";

function nameLanes(shown, view, model) {
  if (view.lanes === "none") return () => "";
  if (view.lanes === "type") return ({ state }) => state.type;
  if (view.lanes === "status") return ({ state }) => state.status;
  const counts = groupBy(shown, ({ state }) => state.companies[0] ?? "");
  const largest = [...counts].sort((a, b) => b[1].length - a[1].length || compareKeys([a[0]], [b[0]]));
  const own = new Set(largest.slice(0, largest.length > MOST_LANES + 1 ? MOST_LANES : undefined).map(([id]) => id));
  return ({ state }) => {
    const id = state.companies[0] ?? "";
    return own.has(id) ? id : OTHER;
  };
}

function labelLane(id, view, model) {
  if (view.lanes === "none") return "All events";
  if (view.lanes === "type") return model.label("types", id);
  if (view.lanes === "status") return model.label("statuses", id);
  if (id === OTHER) return "Others";
  return id ? model.companyName(id) : "No company";
}

// Lanes in order, those with most events first, and the others last.
function layOutLanes(shown, view, model) {
  const lanes = [...groupBy(shown, nameLanes(shown, view, model))].map(([id, events]) => ({
    id, name: labelLane(id, view, model), events, dated: events.filter(({ state }) => state.when !== null),
  }));
  return lanes.sort(
    (a, b) => (a.id === OTHER) - (b.id === OTHER) || b.events.length - a.events.length || compareKeys([a.name], [b.name]),
  );
}

// The events of a lane as boxes in rows; `xOf` gives the pixel of a day.
function packLane(lane, xOf, labelOf, options) {
  const boxes = lane.dated.map((shown) => makeBox(shown, xOf, labelOf(shown), options));
  boxes.sort((a, b) => a.left - b.left || b.width - a.width || compareKeys([a.id], [b.id]));
  const ends = [];
  const heaps = new Map();
  for (const box of boxes) {
    let row = ends.findIndex((end) => end + GAP <= box.left);
    if (row === -1 && ends.length < options.rows) row = ends.push(0) - 1;
    if (row === -1) {
      const at = Math.floor((box.left - options.anchor) / HEAP);
      if (!heaps.has(at)) heaps.set(at, []);
      heaps.get(at).push(box);
    } else {
      box.row = row;
      ends[row] = box.right;
    }
  }
  lane.boxes = boxes.filter((box) => box.row !== undefined);
  stretchLabels(lane.boxes);
  lane.heaps = [...heaps].map(([at, heaped]) => ({ left: options.anchor + at * HEAP, boxes: heaped }));
  lane.rows = Math.max(1, ends.length + (heaps.size ? 1 : 0));
  return lane;
}

// A label may be as long as the row is free behind it.
function stretchLabels(boxes) {
  const next = new Map();
  for (const box of boxes.toReversed()) {
    const free = (next.get(box.row) ?? Infinity) - GAP;
    if (!box.isInside) box.right = Math.max(box.right, Math.min(free, box.labelAt + box.label.width));
    next.set(box.row, box.left);
  }
}

function makeBox(shown, xOf, label, options) {
  const { start, end } = shown.state;
  let left = xOf(start ?? end);
  let right = xOf((end ?? start) + 1);
  if (start === null) left = right - FADE;
  if (end === null) right = left + FADE;
  const isBar = right - left >= SHORTEST;
  const width = isBar ? right - left : SIGN;
  if (!isBar) left = (left + right - SIGN) / 2;
  const radius = options.sizeOf?.(shown)?.radius ?? 0;
  const half = Math.max(SIGN / 2, radius);
  const signAt = left + half + (isBar ? 4 : 0);
  // A label stands in its bar where it fits, or where the bar is long; else behind both.
  const inside = left + width - (signAt + half + 5) - 8;
  const isInside = isBar && inside >= Math.min(label.width, LONG_BAR);
  const labelAt = isInside ? signAt + half + 5 : Math.max(left + width, signAt + half) + 5;
  const room = isInside ? inside : options.widest;
  return {
    id: shown.event.id, shown, left, width, isBar, isInside, signAt, labelAt, label, radius,
    right: Math.max(left + width, labelAt + Math.min(label.width, room)),
  };
}

// Lanes below each other; each with its top.
function stackLanes(lanes, row, head) {
  let top = 0;
  for (const lane of lanes) {
    lane.top = top;
    lane.head = head;
    lane.height = head + lane.rows * row + LANE_GAP;
    top += lane.height;
  }
  return top;
}
