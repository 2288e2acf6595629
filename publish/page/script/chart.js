// The timeline as SVG. Only what is in the window is drawn; where too many events meet they are
// counted, and the count opens.

const NARROW = 720;
const MARGIN = 14; // before the first day
const ABOVE = 300; // pixels beyond the window that are drawn, too
const PAPER = 1000; // pixels across a page
const CLOSEST = 70; // pixels of a day, at most

class Chart {
  constructor(model, open, moved) {
    this.model = model;
    this.open = open;
    this.moved = moved;
    this.svg = byId("lanes");
    this.axis = byId("axis");
    this.ink = new Ink();
    this.marks = new Marks(this);
    this.nodes = new Map();
    this.focused = "";
    this.keys = new Keys(this);
    this.base = d3.scaleUtc();
    this.transform = d3.zoomIdentity;
    this.zoom = d3
      .zoom()
      .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey || Math.abs(event.deltaX) > Math.abs(event.deltaY) : !event.button))
      // A notch of a wheel is one and a half times at most, a pinch as fast as its fingers.
      .wheelDelta((event) => Math.max(-0.55, Math.min(0.55, -event.deltaY * (event.deltaMode === 1 ? 0.5 : 0.02))))
      .on("zoom", (event) => this.zoomed(event.transform));
    d3.select(this.svg).call(this.zoom).on("dblclick.zoom", null);
    this.svg.addEventListener("wheel", (event) => this.panByWheel(event), { capture: true, passive: false });
    this.svg.addEventListener("click", (event) => this.clicked(event));
    addEventListener("scroll", () => this.soon(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(byId("chart"));
  }

  // Show these events as the view asks; the window over time stays where it is.
  show(shown, view) {
    this.view = view;
    this.shown = shown;
    this.dated = shown.filter(({ state }) => state.when !== null);
    this.measure();
    this.layOut();
    this.restore();
  }

  measure() {
    this.width = this.isPrinting ? PAPER : byId("chart").clientWidth || PAPER;
    this.isNarrow = this.width < NARROW;
    this.gutter = this.isNarrow ? 0 : 158;
    // The present's events too, so that the slider moves nothing.
    const present = this.model.select({ ...this.view, known: this.model.now });
    const [first, last] = spanOf([...this.dated, ...present.filter(({ state }) => state.when !== null)]);
    const margin = Math.max(1, (last - first) * 0.015);
    this.usual = crowdOf(present, [first, last]);
    const opens = [...this.dated, ...present].some(({ state }) => state.when !== null && state.start === null);
    const left = this.gutter + MARGIN + (opens ? FADE : 0);
    const right = this.width - Math.min(230, this.width * 0.24);
    this.base = d3.scaleUtc().domain([(first - margin) * DAY, (last + margin) * DAY]).range([left, right]);
    this.pixelsPerDay = (right - left) / (last - first + 2 * margin);
    this.zoom.scaleExtent([0.5, Math.max(1, CLOSEST / this.pixelsPerDay)]).extent([[0, 0], [this.width, 1]])
      .translateExtent([[-this.width / 2, 0], [this.width * 1.5, 1]]);
    this.whole = [this.gutter, this.width].map((x) => this.base.invert(x) / DAY);
  }

  layOut() {
    this.refocus ??= this.svg.contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
    const zoom = this.transform.k;
    const xOf = (day) => zoom * this.base(day * DAY);
    const sizes = this.view.amounts === "size" ? new Sizes(this.model, this.dated, this.view) : null;
    this.sizes = sizes;
    this.row = sizes ? TALL_ROW : ROW;
    const options = { rows: this.isNarrow ? 9 : 12, widest: this.isNarrow ? 190 : 290, sizeOf: sizes && ((one) => sizes.of(one)), anchor: zoom * (this.gutter + MARGIN) };
    this.lanes = layOutLanes(this.shown, this.view, this.model).filter((lane) => lane.dated.length);
    for (const lane of this.lanes) packLane(lane, xOf, (one) => this.marks.labelOf(one), options);
    this.height = Math.max(60, stackLanes(this.lanes, this.row, this.isNarrow ? 26 : 8));
    this.laidOutAt = zoom;
    this.svg.setAttribute("height", this.height);
    this.svg.setAttribute("aria-label", `Timeline, ${plural(this.dated.length, "dated event")} in ${plural(this.lanes.length, "lane")}`);
    this.drawFrame();
    this.nodes.forEach((node) => node.remove());
    this.nodes.clear();
  }

  restore() {
    const wanted = this.view.range ?? this.usual;
    d3.select(this.svg).call(this.zoom.transform, wanted ? this.transformFor(...wanted) : d3.zoomIdentity);
    this.draw();
  }

  transformFor(first, last) {
    const [left, right] = [this.gutter, this.width];
    const k = (right - left) / Math.max(1e-6, this.base(last * DAY) - this.base(first * DAY));
    const [least, most] = this.zoom.scaleExtent();
    const held = Math.min(most, Math.max(least, k));
    const middle = this.base(((first + last) / 2) * DAY);
    return d3.zoomIdentity.translate((left + right) / 2 - held * middle, 0).scale(held);
  }

  zoomed(transform) {
    this.transform = transform;
    const window = this.window();
    const usual = this.usual ?? this.whole;
    const tiny = (window[1] - window[0]) / 1000;
    const isUsual = Math.abs(usual[0] - window[0]) < tiny && Math.abs(usual[1] - window[1]) < tiny;
    this.view.range = isUsual ? null : window;
    this.soon();
    this.moved();
  }

  // The days between which the window looks.
  window() {
    const scale = this.transform.rescaleX(this.base);
    return [scale.invert(this.gutter) / DAY, scale.invert(this.width) / DAY];
  }

  soon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  resized() {
    if (!this.view || this.isPrinting || byId("chart").clientWidth === this.width || !byId("chart").clientWidth) return;
    this.show(this.shown, this.view);
  }

  // Paper gets each lane as a picture of its own, so that pages break between them.
  print(isPrinting) {
    this.isPrinting = isPrinting;
    if (!this.view) return;
    this.show(this.shown, this.view);
    byId("paper").replaceChildren();
    if (!isPrinting) return;
    this.axis.setAttribute("viewBox", `0 0 ${this.width} 30`);
    const pictures = this.lanes.map((lane) => {
      const picture = drawn("svg", { viewBox: `0 ${lane.top} ${this.width} ${lane.height}` });
      picture.append(...[this.grid, this.body, this.heads, this.rules].map((part) => part.cloneNode(true)));
      return picture;
    });
    byId("paper").append(...pictures);
  }

  drawFrame() {
    const part = (name) => drawn("g", { class: name });
    this.grid = part("ticks");
    this.body = part("events");
    this.rules = part("rules");
    this.heads = drawn("g", { "aria-hidden": "true" });
    this.svg.replaceChildren(this.grid, this.body, this.heads, this.rules);
    if (this.gutter) this.heads.append(drawn("rect", { class: "gutter", width: this.gutter - 8, height: this.height }));
    for (const lane of this.lanes) this.drawHead(lane);
    if (!this.lanes.length) this.heads.append(drawn("text", { class: "lane-count", x: this.width / 2, y: 34, "text-anchor": "middle" }, "No event with a date fits."));
  }

  drawHead(lane) {
    if (lane.top) this.rules.append(drawn("line", { class: "lane-rule", x1: 0, x2: this.width, y1: lane.top, y2: lane.top }));
    const room = this.gutter ? this.gutter - 28 : this.width - 90;
    const y = lane.top + (this.gutter ? 22 : 17);
    const name = drawn("text", { class: "lane-name", x: 12, y }, this.ink.cut(levelMarks(lane.name), room, "600 13px"));
    const count = plural(lane.dated.length, "event");
    const counted = this.gutter ? { x: 12, y: y + 17 } : { x: this.width - 12, y, "text-anchor": "end" };
    this.heads.append(fill(name, {}, [drawn("title", {}, lane.name)]), drawn("text", { class: "lane-count", ...counted }, count));
  }

  draw() {
    if (!this.view) return;
    if (Math.abs(this.transform.k - this.laidOutAt) > 1e-9) this.layOut();
    drawAxis(this);
    const shift = this.transform.x;
    const box = this.svg.getBoundingClientRect();
    const [above, below] = this.isPrinting ? [-1e9, 1e9] : [-box.top - ABOVE, innerHeight - box.top + ABOVE];
    const wanted = new Set();
    for (const lane of this.lanes) {
      if (lane.top > below || lane.top + lane.height < above) continue;
      for (const item of [...lane.boxes, ...lane.heaps]) {
        if (!this.isInWindow(item, shift)) continue;
        const y = lane.top + lane.head + (item.row ?? lane.rows - 1) * this.row;
        if (y > below || y + this.row < above) continue;
        wanted.add(this.place(item, lane, y, shift));
      }
    }
    for (const [key, node] of this.nodes) {
      if (wanted.has(key)) continue;
      if (node.contains(document.activeElement)) this.svg.focus({ preventScroll: true });
      node.remove();
      this.nodes.delete(key);
    }
    // What had the focus may be in a count now.
    if (this.refocus) (this.nodes.get(this.refocus) ?? this.svg).focus({ preventScroll: true });
    this.refocus = undefined;
  }

  // A count is seen whole or not at all; an event as long as a part of it can be.
  isInWindow(item, shift) {
    if (item.shown) return item.right + shift > this.gutter && item.left + shift < this.width;
    return item.left + shift >= this.gutter && item.left + shift + HEAP <= this.width;
  }

  // Draw a box or a heap at its place, made only once; its key.
  place(item, lane, y, shift) {
    const key = item.shown ? item.id : `${lane.id} heap ${item.left}`;
    let node = this.nodes.get(key);
    if (!node) {
      node = item.shown ? this.marks.makeEvent(item, lane) : this.marks.makeHeap(item, lane);
      this.nodes.set(key, node);
      this.body.append(node);
    }
    if (item.shown) this.marks.placeEvent(node, item, y, shift);
    else node.setAttribute("transform", `translate(${item.left + shift} ${y})`);
    return key;
  }

  clicked(event) {
    const node = event.target.closest("[role=button]");
    if (node?.heap) this.openHeap(node.heap);
    else if (node) {
      this.focused = node.dataset.id;
      this.open(node.dataset.id);
    }
  }

  openHeap(heap) {
    this.open(null, heap.boxes.map((box) => box.shown));
  }

  panByWheel(event) {
    if (event.ctrlKey || event.metaKey || Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.pan(-event.deltaX);
  }

  pan(pixels) {
    d3.select(this.svg).call(this.zoom.translateBy, pixels / this.transform.k, 0);
  }

  scale(factor) {
    const middle = [(this.gutter + this.width) / 2, 0];
    d3.select(this.svg).call(this.zoom.scaleBy, factor, middle);
  }

  fit() {
    d3.select(this.svg).call(this.zoom.transform, d3.zoomIdentity);
  }

  lookAt(first, last) {
    d3.select(this.svg).call(this.zoom.transform, this.transformFor(first, last));
  }

}
