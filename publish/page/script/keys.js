// The chart by keyboard: from event to event, and what brings one into the window.

class Keys {
  constructor(chart) {
    this.chart = chart;
    chart.svg.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.body.hasAttribute("aria-busy")) return; // what is asked for is not what stands here
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    if (event.key in steps) this.step(...steps[event.key]);
    else if (event.key === "Home" || event.key === "End") this.stepToEnd(event.key === "End");
    else if (event.key === "+" || event.key === "=") this.chart.scale(1.5);
    else if (event.key === "-") this.chart.scale(1 / 1.5);
    else if (event.key === "0") this.chart.fit();
    else if (event.key === "Enter" || event.key === " ") event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else return;
    event.preventDefault();
  }

  find(id) {
    for (const [at, lane] of this.chart.lanes.entries()) {
      const nth = lane.boxes.findIndex((box) => box.id === id);
      if (nth !== -1) return [at, nth];
    }
    return null;
  }

  // From the event that has the focus to its neighbour in time, or to the nearest one in another lane.
  step(lanes, events) {
    const here = this.find(this.chart.focused);
    if (!here) return this.stepToEnd(false);
    const [at, nth] = here;
    const box = this.chart.lanes[at].boxes[nth];
    if (events) return this.focus(this.chart.lanes[at].boxes[nth + events]);
    const next = this.chart.lanes[at + lanes];
    return next && this.focus(next.boxes.reduce((a, b) => (Math.abs(b.left - box.left) < Math.abs(a.left - box.left) ? b : a)));
  }

  stepToEnd(isLast) {
    const boxes = this.chart.lanes[this.find(this.chart.focused)?.[0] ?? 0]?.boxes ?? [];
    this.focus(boxes.at(isLast ? -1 : 0));
  }

  focus(box) {
    if (!box) return;
    this.chart.focused = box.id;
    this.reveal(box.id);
    (this.chart.nodes.get(box.id) ?? this.chart.svg).focus({ preventScroll: true });
  }

  // Bring an event into the window, and the window to where it is seen.
  reveal(id) {
    const here = this.find(id);
    if (!here) return;
    const [lane, box] = [this.chart.lanes[here[0]], this.chart.lanes[here[0]].boxes[here[1]]];
    const left = box.left + this.chart.transform.x;
    if (left < this.chart.gutter || left > this.chart.width - 120) this.chart.pan((this.chart.gutter + this.chart.width) / 2 - left);
    const y = this.chart.svg.getBoundingClientRect().top + lane.top + lane.head + box.row * this.chart.row;
    if (y < 40 || y > innerHeight - 60) scrollBy(0, y - innerHeight / 2);
    this.chart.draw();
  }

  goTo(id) {
    const here = this.find(id);
    if (here) this.focus(this.chart.lanes[here[0]].boxes[here[1]]);
    else this.chart.svg.focus();
  }
}
