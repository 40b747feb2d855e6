import { holding, moved, scaled } from './zoom.js';

const DRAG = 6;

/**
 * What pointers, wheel and keys do to the charts: hover and arrows move the cursor; dragging with a mouse, Ctrl and wheel,
 * two fingers and + and - zoom; Shift and dragging, or a wheel that goes sideways, move along.
 */
export class Gestures {
  #board;
  #drag = null;
  #touches = new Map();
  #pinch = null;

  /** @param board functions that tell and change what is shown */
  constructor(board) {
    this.#board = board;
  }

  /** Listens on a chart. */
  watch(cell) {
    const { slider } = cell;
    const on = (name, handler, options) => slider.addEventListener(name, (event) => handler.call(this, event, cell), options);
    on('pointerdown', this.#down);
    on('pointermove', this.#move);
    on('pointerup', this.#up);
    on('pointercancel', this.#cancel);
    on('pointerleave', (event) => event.pointerType === 'mouse' && !this.#drag && this.#board.point(null));
    on('blur', () => this.#board.point(null));
    on('dblclick', () => this.#board.zoom(null));
    on('wheel', this.#wheel, { passive: false });
    on('keydown', this.#key);
  }

  /** Scales what is seen around the cursor, or around the middle. */
  by(factor) {
    const range = this.#board.range();
    if (range) {
      const time = this.#board.time();
      const at = time !== null && time >= range.from && time <= range.to ? time : (range.from + range.to) / 2;
      this.#board.zoom(scaled(range, factor, at));
    }
  }

  #down(event, cell) {
    if (event.pointerType === 'touch') {
      this.#touches.set(event.pointerId, event.clientX);
      this.#pinch = this.#touches.size === 2 ? this.#fingers(cell) : null;
    } else if (event.button === 0) {
      cell.slider.setPointerCapture(event.pointerId);
      this.#drag = { cell, x: event.clientX, moving: event.shiftKey && this.#board.range(), far: false };
    }
    this.#board.point(cell.timeAt(event.clientX));
  }

  #move(event, cell) {
    if (this.#touches.has(event.pointerId)) {
      this.#touches.set(event.pointerId, event.clientX);
    }
    if (this.#pinch && this.#touches.size === 2) {
      this.#zoomByFingers(cell);
      return;
    }
    const drag = this.#drag;
    if (drag && (drag.far || Math.abs(event.clientX - drag.x) > DRAG)) {
      drag.far = true;
      if (drag.moving) {
        const { left, right } = drag.cell.edges();
        this.#board.zoom(moved(drag.moving, (drag.x - event.clientX) / (right - left), this.#board.full()));
        return;
      }
      this.#board.cells().forEach((other) => other.select(...shifted(drag, other, event.clientX)));
    }
    this.#board.point(cell.timeAt(event.clientX));
  }

  #up(event) {
    this.#touches.delete(event.pointerId);
    this.#pinch = null;
    const drag = this.#drag;
    this.#forget();
    if (drag?.far && !drag.moving) {
      const [a, b] = [drag.cell.timeAt(drag.x), drag.cell.timeAt(event.clientX)];
      this.#board.zoom({ from: Math.min(a, b), to: Math.max(a, b) });
    }
  }

  #cancel(event) {
    this.#touches.delete(event.pointerId);
    this.#pinch = null;
    this.#forget();
  }

  #forget() {
    this.#drag = null;
    this.#board.cells().forEach((cell) => cell.select(null));
  }

  #fingers(cell) {
    const [a, b] = [...this.#touches.values()].sort((x, y) => x - y);
    return { from: cell.timeAt(a), to: Math.max(cell.timeAt(b), cell.timeAt(a + 1)) };
  }

  /** What was under the fingers stays under them. */
  #zoomByFingers(cell) {
    const [a, b] = [...this.#touches.values()].sort((x, y) => x - y);
    const { left, right } = cell.edges();
    const perPixel = (this.#pinch.to - this.#pinch.from) / Math.max(1, b - a);
    const from = this.#pinch.from - (a - left) * perPixel;
    this.#board.zoom({ from, to: from + (right - left) * perPixel });
  }

  #wheel(event, cell) {
    const range = this.#board.range();
    if (!range) {
      return;
    }
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const pixels = event.deltaMode === 1 ? event.deltaY * 30 : event.deltaY;
      const factor = Math.exp(Math.min(0.5, Math.max(-0.5, pixels / 300)));
      this.#board.zoom(scaled(range, factor, cell.timeAt(event.clientX)));
    } else if (this.#board.zoomed() && Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY))) {
      event.preventDefault();
      const { left, right } = cell.edges();
      this.#board.zoom(moved(range, sideways / (right - left), this.#board.full()));
    }
  }

  #key(event, cell) {
    if (event.ctrlKey || event.metaKey || event.altKey || !cell.drawn) {
      return;
    }
    const zooms = { '+': () => this.by(0.5), '=': () => this.by(0.5), '-': () => this.by(2), 0: () => this.#board.zoom(null) };
    if (event.key === 'Escape') {
      if (this.#drag) {
        this.#forget();
      } else if (this.#board.zoomed()) {
        this.#board.zoom(null);
      } else {
        this.#board.point(null);
      }
    } else if (zooms[event.key]) {
      event.preventDefault();
      zooms[event.key]();
    } else {
      this.#step(event, cell);
    }
  }

  #step(event, cell) {
    const times = cell.drawn.series.t;
    const range = this.#board.range();
    const last = times.length - 1;
    const seen = (t) => t >= range.from && t <= range.to;
    const first = Math.max(0, times.findIndex(seen));
    const final = Math.max(0, times.findLastIndex(seen));
    const from = cell.index < 0 ? final + 1 : cell.index;
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    const to = { Home: first, End: final }[event.key] ?? from + (steps[event.key] ?? NaN);
    if (Number.isNaN(to)) {
      return;
    }
    event.preventDefault();
    const time = times[Math.min(last, Math.max(0, to))];
    this.#board.point(time);
    if (this.#board.zoomed() && !seen(time)) {
      this.#board.zoom(holding(range, time));
    }
  }
}

/** The chosen part as it lies in another chart of the same axis. */
function shifted(drag, other, clientX) {
  const from = drag.cell.edges();
  const to = other.edges();
  const scale = (to.right - to.left) / (from.right - from.left);
  const at = (x) => to.left + (Math.min(from.right, Math.max(from.left, x)) - from.left) * scale;
  return [at(drag.x), at(clientX)];
}
