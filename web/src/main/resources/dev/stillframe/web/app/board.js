import { Cell } from './cell.js';
import { quantity } from './format.js';
import { t } from './i18n.js';
import { extent, promisedLines } from './series.js';
import { Gestures } from './gestures.js';
import { within } from './zoom.js';

const element = (id) => document.getElementById(id);

/** The chart library, which is no module. */
function library() {
  if (window.Chart) {
    return window.Chart;
  }
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = new URL('./chart.umd.js', import.meta.url).href;
    script.onload = () => done(window.Chart);
    script.onerror = () => failed(new Error('the chart library was not loaded'));
    document.head.append(script);
  });
}

/** Loads what draws, and gives the board. @param events `{zoomed(range)}`: called when the reader has zoomed */
export async function openBoard(events) {
  return new Board(await library(), events);
}

/** Up to four charts that share the axes, the cursor and the zoom. */
class Board {
  #Chart;
  #events;
  #cells = [];
  #full = null;
  #zoom = null;
  #key = '';
  #time = null;
  #frame = 0;
  #gestures;

  constructor(Chart, events) {
    this.#Chart = Chart;
    this.#events = events;
    this.#gestures = new Gestures({
      cells: () => this.#cells,
      range: () => this.#zoom ?? this.#full,
      full: () => this.#full,
      zoom: (range) => this.zoom(range),
      point: (time) => this.point(time),
      time: () => this.#time,
      zoomed: () => this.#zoom !== null,
    });
    this.#grow(1);
    element('zoom-in').addEventListener('click', () => this.#gestures.by(0.5));
    element('zoom-out').addEventListener('click', () => this.#gestures.by(2));
    element('zoom-reset').addEventListener('click', () => this.zoom(null));
  }

  /** Number of cells, as many as there are charts side by side. */
  #grow(count) {
    const charts = element('charts');
    while (this.#cells.length > count) {
      this.#cells.pop().remove();
    }
    while (this.#cells.length < count) {
      const n = this.#cells.length;
      const section = n === 0 ? charts.firstElementChild : copy(charts.firstElementChild, n);
      if (n > 0) {
        charts.append(section);
      }
      this.#cells.push(new Cell(section, this.#Chart, (cell) => this.#gestures.watch(cell)));
    }
    charts.dataset.count = String(count);
  }

  /**
   * Shows scopes. What has not come yet stays as it is drawn.
   * @param contents one for each, `{scope, of, title, series, name, promised, sources, text, action, failed}`; `of` names the
   *   span of time; `series` is null where there is none (yet); `text` then says why, or is null while it is on its way
   * @param view `{fromZero, zoom, shown, now}`
   * @param key changes when anything has to be drawn again
   */
  show(contents, { fromZero, zoom, shown, now }, key) {
    if (this.#cells.length !== contents.length) {
      this.#grow(contents.length);
    }
    // A range that time has left behind is no change.
    if (key === this.#key && sameRange(this.#full && within(zoom, this.#full, this.#least()), this.#zoom)) {
      return;
    }
    this.#key = key;
    const there = contents.filter((c) => c.series?.t.length);
    this.#full = there.length
      ? { from: Math.min(...there.map((c) => c.series.start)), to: Math.max(...there.map((c) => c.series.end)) }
      : this.#full;
    this.#zoom = this.#full && within(zoom, this.#full, this.#least());
    const metrics = contents.map((c) => c.series?.metrics.find((m) => m.name === c.name) ?? null);
    const held = this.#extent(contents, metrics);
    const view = { fromZero, held, shown, now, alone: contents.length === 1 };
    const found = contents.map((content, i) => this.#showCell(this.#cells[i], content, metrics[i], view));
    this.#legend(contents, metrics, found, shown);
    this.#tools();
    this.point(this.#time);
  }

  #showCell(cell, content, metric, { fromZero, held, shown, now, alone }) {
    const { series, text, action, failed } = content;
    if (series?.t.length && text === null) {
      const range = this.#zoom ?? this.#full;
      const zoom = () => this.#zoom;
      return cell.draw({ ...content, metric, until: series.until ?? now, fromZero, extent: held, range, shown, zoom, alone });
    }
    if (text === null || (failed && cell.shows(content.scope, content.of))) {
      return cell.wait(content.title, alone);
    }
    cell.title(content.title, alone);
    cell.say(text, action);
    return null;
  }

  #extent(contents, metrics) {
    const spans = metrics.map(extent).filter(Boolean);
    const promised = contents.flatMap(promisedIn);
    const low = [...spans.map((s) => s.low), ...promised];
    const high = [...spans.map((s) => s.high), ...promised];
    return low.length ? { low: Math.min(...low), high: Math.max(...high) } : null;
  }

  #legend(contents, metrics, found, shown) {
    if (this.#cells[0].shows('all') && !this.#cells[0].drawn) {
      return;
    }
    const any = found.some(Boolean);
    element('legend').hidden = !any;
    element('table-box').hidden = !any;
    if (!any) {
      return;
    }
    const promised = contents.flatMap((c, i) => (found[i] ? promisedIn(c) : []));
    const one = new Set(promised).size === 1;
    const unit = metrics.find(Boolean)?.unit ?? '';
    element('legend-promised').hidden = promised.length === 0;
    element('promised-text').textContent = one
      ? t('chart.promised', { value: quantity(promised[0], unit, shown) })
      : t('chart.promise');
    element('legend-failed').hidden = !found.some((f) => f?.failures);
    element('legend-approximate').hidden = !contents.some((c) => c.series?.approximate);
    element('legend-gap').hidden = !found.some((f) => f?.gaps);
  }

  #least() {
    return (this.#full.to - this.#full.from) / 100;
  }

  #tools() {
    element('zoom-in').disabled = !this.#full;
    element('zoom-out').disabled = this.#zoom === null;
    element('zoom-reset').disabled = this.#zoom === null;
  }

  /** Shows a part of the time in all charts, in the next frame. */
  zoom(range) {
    if (!this.#full) {
      return;
    }
    this.#zoom = within(range, this.#full, this.#least());
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const seen = this.#zoom ?? this.#full;
      this.#cells.forEach((cell) => cell.seek(seen));
      this.#tools();
      this.#events.zoomed(this.#zoom);
    });
  }

  /** Moves the cursor of all charts to an instant; null takes it away. */
  point(time) {
    this.#time = time;
    this.#cells.forEach((cell) => cell.pointAt(time));
  }
}

/** What was promised in the time of a series. */
function promisedIn({ series, promised }) {
  return series ? promisedLines(promised, series.start, series.end).map((line) => line.value) : [];
}

function copy(section, n) {
  const made = section.cloneNode(true);
  made.querySelectorAll('.first-chart, .hair, .dot, .brush').forEach((e) => e.remove());
  for (const e of made.querySelectorAll('[id]')) {
    e.id = e.id.replace(/-0$/, '') + `-${n}`;
  }
  made.setAttribute('aria-labelledby', `name-${n}`);
  return made;
}

const sameRange = (a, b) => a === b || (a && b && Math.abs(a.from - b.from) < 1 && Math.abs(a.to - b.to) < 1);
