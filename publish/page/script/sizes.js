// Amounts as size: circles whose area is the amount, for figures of one unit and one time alone,
// those of which there are most; a range has its low end inside its high one.

const LARGEST = 19;
const SMALLEST = 3;

class Sizes {
  constructor(model, dated, view) {
    const figures = dated.flatMap(({ event }) => model.figuresOf(event.id, view.known)).filter(({ state }) => !view.measure || state.measure === view.measure);
    const groups = [...groupBy(figures, ({ state }) => `${state.unit} ${state.per}`)];
    groups.sort((a, b) => isMoney(b) - isMoney(a) || b[1].length - a[1].length || compareKeys([a[0]], [b[0]]));
    const chosen = groups[0]?.[1] ?? [];
    this.byEvent = new Map();
    this.largest = 0;
    for (const { state } of chosen) {
      const [low, high] = [state.low, state.high].map((end) => (end === null ? null : Math.abs(Number(end))));
      const most = high ?? low ?? 0;
      if (most <= (this.byEvent.get(state.event)?.most ?? 0)) continue;
      this.byEvent.set(state.event, { low: low ?? 0, most, isOpen: high === null });
      this.largest = Math.max(this.largest, most);
    }
    const first = chosen[0]?.state;
    this.words = first ? `Area of circles: ${model.label("units", first.unit)}, ${model.label("per", first.per)}` : "No amount to draw";
  }

  of({ event }) {
    const found = this.byEvent.get(event.id);
    return found ? { ...found, radius: this.radius(found.most) } : null;
  }

  radius(amount) {
    return Math.max(SMALLEST, Math.sqrt(amount / this.largest) * LARGEST);
  }

  draw(node, box, middle) {
    const found = this.of(box.shown);
    const at = { cx: box.signAt - box.left, cy: middle };
    node.append(drawn("circle", { ...at, class: "sized", r: found.radius, "stroke-dasharray": found.isOpen ? "2 2" : null }));
    if (found.low && found.low < found.most) node.append(drawn("circle", { ...at, class: "sized low", r: this.radius(found.low) }));
  }
}

function isMoney([, figures]) {
  return /^[A-Z]{3}$/.test(figures[0].state.unit) ? 1 : 0;
}
