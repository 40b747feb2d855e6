import { TrendChart } from './chart.js';
import { metricName } from './format.js';
import { t } from './i18n.js';
import { pointParts, pointText, summaryText } from './readout.js';

const make = (tag, className) => Object.assign(document.createElement(tag), { className });

/** One chart with its name, readout and cursor, in a section of the page. */
export class Cell {
  #parts;
  #chart;
  #drawn = null;
  #index = -1;
  #found = null;

  /** @param section with the parts of the page's first cell. @param Chart the chart library. @param events called on what happens */
  constructor(section, Chart, events) {
    const find = (name) => section.querySelector(`.${name}`);
    const names = ['name', 'readout', 'stage', 'cursor', 'empty'];
    this.#parts = Object.fromEntries(names.map((name) => [name, find(name)]));
    this.section = section;
    this.slider = this.#parts.cursor;
    this.hair = make('div', 'hair');
    this.dot = make('div', 'dot');
    this.brush = make('div', 'brush');
    this.brush.hidden = true;
    this.slider.append(this.brush, this.hair, this.dot);
    this.#chart = new TrendChart(section.querySelector('canvas'), Chart, () => this.place());
    events(this);
  }

  /** What is drawn: `{scope, series, metric, …}`, or null. */
  get drawn() {
    return this.#drawn;
  }

  /** Draws content, see TrendChart; `title` is shown where charts stand side by side, `scope` is told to screen readers. */
  draw(content) {
    this.#drawn = content;
    this.section.querySelector('.first-chart')?.remove();
    this.#busy(false);
    this.#parts.empty.hidden = true;
    this.#found = this.#chart.show(content);
    this.slider.hidden = false;
    this.title(content.title, content.alone);
    const metric = content.metric ? metricName(content.metric.name) : metricName(content.name ?? '');
    this.slider.setAttribute('aria-label', t('chart.point', { metric, scope: content.title }));
    this.slider.setAttribute('aria-valuemax', String(Math.max(0, content.series.t.length - 1)));
    return this.#found;
  }

  /** Shows the name of the scope, unless the chart stands alone. */
  title(text, alone) {
    this.#parts.name.textContent = text;
    this.#parts.name.hidden = alone;
  }

  /** Whether a scope is drawn here, by this cell or by the page as it came. */
  shows(scope, of) {
    return this.#drawn ? this.#drawn.scope === scope && this.#drawn.of === of : scope === 'all' && this.#first();
  }

  #first() {
    return document.documentElement.dataset.first !== 'off' && this.section.querySelector('.first-chart') !== null;
  }

  /** Keeps what is drawn until the next comes, or says that it comes; beside others it has the name of what is drawn. Gives what there is to explain of it. */
  wait(title, alone) {
    if (!alone || !this.#drawn) {
      this.title(this.#drawn?.title ?? title, alone);
    }
    if (!this.#drawn && !this.#first()) {
      this.say(t('chart.loading'));
    }
    this.#busy(true);
    return this.#found;
  }

  /** Shows a text in place of a chart, with a button where there is something to do. */
  say(text, action = null) {
    this.#busy(false);
    this.#drawn = null;
    this.#found = null;
    this.section.querySelector('.first-chart')?.remove();
    this.#chart.clear();
    this.slider.hidden = true;
    this.point(-1);
    const { empty } = this.#parts;
    const [paragraph, button] = empty.children;
    empty.hidden = false;
    paragraph.textContent = text;
    button.hidden = !action;
    button.textContent = action?.text ?? '';
    button.onclick = action?.run ?? null;
  }

  #busy(is) {
    this.#parts.stage.setAttribute('aria-busy', String(is));
  }

  /** Shows another part of the time. */
  seek(range) {
    this.#chart.seek(range);
    this.point(this.#index);
  }

  /** The instant under a place on the screen. */
  timeAt(clientX) {
    return this.#chart.timeAt(clientX);
  }

  /** Left and right end of the plot on the screen. */
  edges() {
    const { left } = this.slider.getBoundingClientRect();
    return { left: left + this.#chart.area.left, right: left + this.#chart.area.right };
  }

  /** Marks the point nearest to an instant, or none with null. */
  pointAt(time) {
    this.point(time === null || !this.#drawn ? -1 : this.#chart.indexAt(time));
  }

  /** Marks one point, or none with -1, and tells of it. */
  point(index) {
    const content = this.#drawn;
    this.#index = content && index < content.series.t.length ? index : -1;
    this.#tell();
    this.place();
  }

  get index() {
    return this.#index;
  }

  #tell() {
    const { readout } = this.#parts;
    if (!this.#drawn) {
      if (!this.#first()) {
        readout.textContent = '\u00a0';
      }
      return;
    }
    const { series, metric, shown, zoom } = this.#drawn;
    const last = Math.max(0, series.t.length - 1);
    let words;
    if (this.#index < 0) {
      words = summaryText(series, metric, shown, zoom());
      readout.textContent = words;
    } else {
      words = pointText(series, metric, this.#index, shown);
      const spans = Object.entries(pointParts(series, metric, this.#index, shown)).filter(([, text]) => text);
      readout.replaceChildren(...spans.map(([name, text]) => Object.assign(make('span', name), { textContent: text })));
    }
    this.slider.setAttribute('aria-valuenow', String(this.#index < 0 ? last : this.#index));
    this.slider.setAttribute('aria-valuetext', words || t('chart.noData'));
  }

  /** Puts the cursor where its point stands. */
  place() {
    const at = this.#drawn && this.#index >= 0 ? this.#chart.place(this.#index) : null;
    this.hair.hidden = at === null;
    this.dot.hidden = at === null || at.y === null;
    if (at) {
      this.hair.style.height = `${at.bottom - at.top}px`;
      this.hair.style.transform = `translate(${at.x}px,${at.top}px)`;
      this.dot.style.transform = `translate(${at.x}px,${at.y}px)`;
    }
  }

  /** Shows the part of the time that is being chosen, between two places on the screen; null for none. */
  select(from, to) {
    this.brush.hidden = from === null;
    if (from !== null) {
      const { left } = this.slider.getBoundingClientRect();
      const { top, bottom } = this.#chart.area;
      this.brush.style.transform = `translate(${Math.min(from, to) - left}px,${top}px)`;
      this.brush.style.width = `${Math.abs(to - from)}px`;
      this.brush.style.height = `${bottom - top}px`;
    }
  }

  /** Takes it out of the page. */
  remove() {
    this.#chart.destroy();
    this.section.remove();
  }
}
