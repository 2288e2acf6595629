// The whole time as a hill of events, with the window that the chart looks through.

class Overview {
  constructor(chart) {
    this.chart = chart;
    this.svg = byId("overview");
    this.svg.addEventListener("pointerdown", (event) => this.grab(event));
  }

  draw() {
    const { chart } = this;
    if (!chart.view || !chart.width) return;
    if (this.shown !== chart.dated || this.width !== chart.width) this.drawHill();
    const [left, right] = chart.window().map((day) => this.scale(day * DAY));
    const x = Math.max(chart.gutter, left);
    const window = drawn("rect", { class: "window", x, y: 1, width: Math.max(3, Math.min(chart.width - 1, right) - x), height: 38, rx: 3 });
    const ticks = this.scale.ticks(Math.max(2, Math.floor((chart.width - chart.gutter) / 120))).filter((tick) => tick.getUTCMonth() === 0 && tick.getUTCDate() === 1);
    const years = ticks.map((tick) => drawn("text", { x: this.scale(tick), y: 12, "text-anchor": "middle" }, tick.getUTCFullYear()));
    this.isWhole = left <= chart.gutter + 6 && right >= chart.width - 6;
    this.svg.replaceChildren(this.hill, ...years, ...(this.isWhole ? [] : [window]));
  }

  drawHill() {
    const { chart } = this;
    this.shown = chart.dated;
    this.width = chart.width;
    this.scale = chart.base; // as the axis has it when all of the time is shown
    const bins = new Array(Math.max(20, Math.floor((chart.width - chart.gutter) / 5))).fill(0);
    const binOf = (day) => {
      const at = (this.scale(day * DAY) - chart.gutter) / (chart.width - chart.gutter);
      return Math.min(bins.length - 1, Math.max(0, Math.floor(at * bins.length)));
    };
    for (const { state } of this.shown) {
      const [first, last] = [binOf(state.start ?? state.end), binOf(state.end ?? state.start)];
      for (let bin = first; bin <= last; bin++) bins[bin] += 1 / (last - first + 1);
    }
    const most = Math.max(...bins, 1e-9);
    const step = (chart.width - chart.gutter) / bins.length;
    const bars = bins.map((count, bin) => (count ? `M${chart.gutter + bin * step} 40v${-Math.max(1.5, Math.sqrt(count / most) * 24)}h${step - 1}V40Z` : ""));
    this.hill = drawn("path", { class: "hill", d: bars.join("") });
  }

  grab(event) {
    event.preventDefault();
    this.svg.setPointerCapture(event.pointerId);
    const move = (at) => this.centre(at.clientX - this.svg.getBoundingClientRect().left);
    const stop = () => this.svg.removeEventListener("pointermove", move);
    this.svg.addEventListener("pointermove", move);
    this.svg.addEventListener("pointerup", stop, { once: true });
    this.svg.addEventListener("pointercancel", stop, { once: true });
    move(event);
  }

  // Look at the day under the pointer; from afar at a quarter of the whole.
  centre(x) {
    const day = this.scale.invert(x) / DAY;
    const [first, last] = this.chart.window();
    const half = (last - first) / (this.isWhole ? 8 : 2);
    this.chart.lookAt(day - half, day + half);
  }
}
