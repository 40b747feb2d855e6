import { promisedFor } from './payload.js';
import { metricName, moment, value } from './format.js';
import { newestValue } from './series.js';

/**
 * The metrics to offer, in the declared order: those of the payload, those seen before, and the chosen one. Before
 * anything was seen, all that are declared.
 * @param {Set<string>} seen names seen before
 */
export function offeredMetrics(payload, config, seen, chosen) {
  const there = payload?.metrics.map((m) => m.name) ?? [];
  const declared = config?.metrics.map((m) => m.name) ?? [];
  const order = [...new Set([...declared, ...there])];
  const wanted = new Set([...there, ...seen, ...(order.includes(chosen) ? [chosen] : [])]);
  const offered = order.filter((name) => wanted.has(name));
  return offered.length > 0 ? offered : order;
}

/**
 * What a tile says: name, number, unit, the time of that, and a warning. A promise is compared only where it is known
 * which way of the metric is the good one.
 */
export function tileOf(name, view, now, shown) {
  const { payload, config, state } = view;
  const metric = payload?.metrics.find((m) => m.name === name);
  const declared = config?.metrics.find((m) => m.name === name);
  const tile = { name, title: metricName(name), number: '–', unit: metric?.unit ?? declared?.unit ?? '', note: '', warning: '' };
  const newest = metric ? newestValue(payload, metric) : null;
  if (!newest) {
    return { ...tile, note: payload ? 'no value' : '' };
  }
  tile.number = value(newest.value, shown);
  tile.note = `average until ${moment(newest.t, now, shown)}`;
  const promised = promisedFor(config, state.scope, name, newest.t);
  if (promised !== null && declared?.better === 'higher' && newest.value < promised) {
    tile.warning = `below promised ${value(promised, shown)}`;
  }
  if (promised !== null && declared?.better === 'lower' && newest.value > promised) {
    tile.warning = `above promised ${value(promised, shown)}`;
  }
  return tile;
}

/** The row of tiles, which are the tabs of the chart too. Calls `choose(name)`. */
export class Tiles {
  #row;
  #choose;
  #tabs = new Map();
  #chosen = null;

  constructor(row, choose) {
    this.#row = row;
    this.#choose = choose;
    row.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Shows tiles; tabs that stay keep their focus. */
  show(tiles, chosen) {
    const names = tiles.map((t) => t.name);
    if (names.join() !== [...this.#tabs.keys()].join()) {
      this.#tabs = new Map(names.map((name) => [name, this.#tabs.get(name) ?? this.#tab(name)]));
      this.#row.replaceChildren(...[...this.#tabs.values()].map((tab) => tab.button));
    }
    for (const tile of tiles) {
      const tab = this.#tabs.get(tile.name);
      tab.title.textContent = tile.title;
      tab.number.textContent = tile.number;
      tab.unit.textContent = tile.unit;
      tab.note.textContent = tile.note;
      tab.warning.textContent = tile.warning;
      tab.button.setAttribute('aria-selected', String(tile.name === chosen));
      tab.button.tabIndex = tile.name === chosen ? 0 : -1;
    }
    if (chosen !== this.#chosen) {
      this.#chosen = chosen;
      this.#bringIntoView(this.#tabs.get(chosen)?.button);
    }
  }

  /** Moves the row alone, which on a phone is wider than the screen; the page stays where it is. */
  #bringIntoView(button) {
    const row = this.#row.getBoundingClientRect();
    const tile = button?.getBoundingClientRect();
    if (tile && (tile.left < row.left || tile.right > row.right)) {
      this.#row.scrollLeft += tile.left - row.left - (row.width - tile.width) / 2;
    }
  }

  /** The id of a metric's tab, for labelling the panel. */
  idOf(name) {
    return this.#tabs.get(name)?.button.id ?? '';
  }

  #tab(name) {
    const make = (tag, className) => Object.assign(document.createElement(tag), { className });
    const button = make('button', 'tile');
    const parts = ['title', 'number', 'unit', 'note', 'warning'].map((part) => make('span', part));
    const [title, number, unit, note, warning] = parts;
    const figure = make('span', 'figure');
    Object.assign(button, { type: 'button', id: `tab-${name}` });
    button.setAttribute('role', 'tab');
    button.setAttribute('aria-controls', 'panel');
    button.addEventListener('click', () => this.#choose(name));
    figure.append(number, ' ', unit);
    button.append(title, ' ', figure, ' ', note, ' ', warning);
    return { button, title, number, unit, note, warning };
  }

  #key(event) {
    const names = [...this.#tabs.keys()];
    const at = names.findIndex((name) => this.#tabs.get(name).button === event.target);
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1 + names.length, Home: 0, End: names.length - 1 };
    if (at < 0 || !(event.key in steps)) {
      return;
    }
    event.preventDefault();
    const name = names[steps[event.key] % names.length];
    this.#choose(name);
    this.#tabs.get(name).button.focus();
  }
}
