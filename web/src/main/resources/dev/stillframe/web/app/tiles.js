import { newestValue, promisedFor, windowOf } from './payload.js';
import { metricName, moment, value } from './format.js';
import { t } from './i18n.js';

/**
 * The metrics to offer, in the declared order: those of the payloads, those seen before, and the chosen one. Before
 * anything was seen, all that are declared.
 * @param payloads what is shown; those that are not there yet are null
 * @param {Set<string>} seen names seen before
 */
export function offeredMetrics(payloads, config, seen, chosen) {
  const there = payloads.flatMap((payload) => payload?.metrics.map((m) => m.name) ?? []);
  const declared = config?.metrics.map((m) => m.name) ?? [];
  const order = [...new Set([...declared, ...there])];
  const wanted = new Set([...there, ...seen, ...(order.includes(chosen) ? [chosen] : [])]);
  const offered = order.filter((name) => wanted.has(name));
  return offered.length > 0 ? offered : order;
}

/**
 * What a tile says: name, number, unit, the time of that, and a warning. A promise is compared only where it is known
 * which way of the metric is the good one.
 * @param view what Session.view gives
 */
export function tileOf(name, view, now, shown) {
  const { payload, config, scope } = view;
  const metric = payload?.metrics.find((m) => m.name === name);
  const declared = config?.metrics.find((m) => m.name === name);
  const unit = metric?.unit ?? declared?.unit ?? '';
  const tile = { name, title: metricName(name), number: '–', unit, note: '', warning: '', spark: null };
  const newest = metric ? newestValue(payload, metric) : null;
  if (!newest) {
    return { ...tile, note: payload ? t('chart.noValue') : '' };
  }
  tile.number = value(newest.value, shown);
  tile.note = t('chart.until', { time: moment(newest.t, now, shown) });
  tile.spark = sparkOf(payload, metric, windowOf(payload, view.entry.generatedAt));
  const promised = promisedFor(config, scope, name, newest.t);
  if (promised !== null && declared?.better === 'higher' && newest.value < promised) {
    tile.warning = t('chart.belowPromised', { value: value(promised, shown) });
  }
  if (promised !== null && declared?.better === 'lower' && newest.value > promised) {
    tile.warning = t('chart.abovePromised', { value: value(promised, shown) });
  }
  return tile;
}

const WIDTH = 200;
const HEIGHT = 40;

/**
 * A small drawing of a metric over the whole of a window, as paths in a box of 200 by 40: the average, and a band from lowest to
 * highest. Both break where a value, or a twentieth of the window, is missing.
 */
export function sparkOf({ t: times, bucketMillis }, metric, { start, end }) {
  const known = (list) => list.filter((v) => v !== null);
  const low = Math.min(...known(metric.min));
  const range = Math.max(...known(metric.max)) - low;
  const x = (i) => Math.round(((times[i] - start) / (end - start)) * WIDTH);
  const y = (v) => Math.round((range > 0 ? 0.95 - (0.9 * (v - low)) / range : 0.5) * HEIGHT);
  const path = (points, values) => points.map((i) => `${x(i)} ${y(values[i])}`).join('L');
  const longest = Math.max((end - start) / 20, 2 * bucketMillis);
  const runs = [];
  let last = -1;
  metric.avg.forEach((v, i) => {
    if (v !== null) {
      if (last === i - 1 && i > 0 && times[i] - times[last] <= longest) {
        runs.at(-1).push(i);
      } else {
        runs.push([i]);
      }
      last = i;
    }
  });
  return {
    line: runs.map((run) => `M${path(run, metric.avg)}${run.length > 1 ? '' : 'h1'}`).join(''),
    band: runs.map((run) => `M${path(run, metric.max)}L${path(run.toReversed(), metric.min)}z`).join(''),
  };
}

/** The row of tiles, of which one is chosen. Calls `choose(name)`. */
export class Tiles {
  #row;
  #choose;
  #made = new Map();
  #chosen = null;

  constructor(row, choose) {
    this.#row = row;
    this.#choose = choose;
    row.addEventListener('keydown', (event) => this.#key(event));
  }

  /**
   * Shows tiles; those that stay keep their focus.
   * @param {object[][]} tiles for each metric what tileOf gives, one for each scope
   * @param {string[]} names of the scopes
   */
  show(tiles, chosen, names) {
    const metrics = tiles.map(([first]) => first.name);
    if (metrics.join() !== [...this.#made.keys()].join()) {
      this.#made = new Map(metrics.map((name) => [name, this.#made.get(name) ?? this.#tile(name)]));
      this.#row.replaceChildren(...[...this.#made.values()].map((tile) => tile.button));
    }
    this.#row.dataset.live = '';
    for (const of of tiles) {
      this.#fill(this.#made.get(of[0].name), of, names);
    }
    this.mark(chosen);
  }

  /** Shows which metric is chosen. */
  mark(chosen) {
    for (const [name, { button }] of this.#made) {
      button.setAttribute('aria-checked', String(name === chosen));
      button.tabIndex = name === chosen ? 0 : -1;
    }
    if (chosen !== this.#chosen) {
      this.#chosen = chosen;
      this.#bringIntoView(this.#made.get(chosen)?.button);
    }
  }

  #fill(tile, of, names) {
    const [first] = of;
    tile.title.textContent = first.title;
    const alone = of.length === 1;
    tile.button.classList.toggle('many', !alone);
    tile.number.textContent = alone ? first.number : '';
    tile.unit.textContent = first.unit;
    tile.note.textContent = alone ? first.note : '';
    tile.warning.textContent = alone ? first.warning : '';
    tile.line.setAttribute('d', first.spark?.line ?? '');
    tile.band.setAttribute('d', first.spark?.band ?? '');
    if (alone) {
      tile.rows.replaceChildren();
      return;
    }
    while (tile.rows.children.length > 2 * of.length) {
      tile.rows.lastChild.remove();
    }
    while (tile.rows.children.length < 2 * of.length) {
      tile.rows.append(document.createElement('span'));
    }
    of.forEach(({ number, warning }, i) => {
      const [host, figure] = [tile.rows.children[2 * i], tile.rows.children[2 * i + 1]];
      host.textContent = names[i];
      figure.textContent = number;
      figure.classList.toggle('below', warning !== '');
    });
  }

  /** Moves the row alone, which on a phone is wider than the screen; the page stays where it is. */
  #bringIntoView(button) {
    const row = this.#row.getBoundingClientRect();
    const tile = button?.getBoundingClientRect();
    if (tile && (tile.left < row.left || tile.right > row.right)) {
      this.#row.scrollLeft += tile.left - row.left - (row.width - tile.width) / 2;
    }
  }

  #tile(name) {
    const make = (tag, className) => Object.assign(document.createElement(tag), { className });
    const button = Object.assign(make('button', 'tile'), { type: 'button', id: `tile-${name}` });
    const names = ['title', 'number', 'unit', 'note', 'warning', 'rows'];
    const [title, number, unit, note, warning, rows] = names.map((part) => make('span', part));
    const figure = make('span', 'figure');
    const { namespaceURI } = document.querySelector('svg');
    const spark = document.createElementNS(namespaceURI, 'svg');
    const look = { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
    Object.entries(look).forEach(([key, text]) => spark.setAttribute(key, text));
    const [band, line] = ['band', 'line'].map((part) => {
      const path = document.createElementNS(namespaceURI, 'path');
      path.setAttribute('class', part);
      return path;
    });
    spark.append(band, line);
    button.setAttribute('role', 'radio');
    button.addEventListener('click', () => this.#choose(name));
    figure.append(number, ' ', unit);
    title.dir = unit.dir = 'auto';
    button.append(title, ' ', figure, ' ', note, ' ', warning, ' ', rows, spark);
    return { button, title, number, unit, note, warning, rows, line, band };
  }

  #key(event) {
    const names = [...this.#made.keys()];
    const at = names.findIndex((name) => this.#made.get(name).button === event.target);
    const last = names.length - 1;
    const next = (at + 1) % names.length;
    const before = (at + last) % names.length;
    const to = { ArrowRight: next, ArrowDown: next, ArrowLeft: before, ArrowUp: before, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) {
      return;
    }
    event.preventDefault();
    this.#choose(names[to]);
    this.#made.get(names[to]).button.focus();
  }
}
