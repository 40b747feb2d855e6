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
 * What a tile says: name, number, unit, a note, and whether the note is a bad one. A promise is compared only where it is
 * known which way of the metric is the good one.
 */
export function tileOf(name, view, now, locale) {
  const { payload, config, state } = view;
  const metric = payload?.metrics.find((m) => m.name === name);
  const declared = config?.metrics.find((m) => m.name === name);
  const tile = { name, title: metricName(name), number: '–', unit: metric?.unit ?? declared?.unit ?? '', note: '', bad: false };
  const newest = metric ? newestValue(payload, metric) : null;
  if (!newest) {
    return { ...tile, note: payload ? 'no value' : '' };
  }
  tile.number = value(newest.value, locale);
  tile.note = moment(newest.t, now, locale);
  const promised = promisedFor(config, state.scope, name);
  if (promised !== null && ['higher', 'lower'].includes(declared?.better)) {
    tile.bad = declared.better === 'higher' ? newest.value < promised : newest.value > promised;
    if (tile.bad) {
      const side = declared.better === 'higher' ? 'below' : 'above';
      tile.note += ` · ${side} the promised ${value(promised, locale)}`;
    }
  }
  return tile;
}

/** The row of tiles, which are the tabs of the chart too. Calls `choose(name)`. */
export class Tiles {
  #row;
  #choose;
  #tabs = new Map();

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
      tab.note.classList.toggle('bad', tile.bad);
      tab.button.setAttribute('aria-selected', String(tile.name === chosen));
      tab.button.tabIndex = tile.name === chosen ? 0 : -1;
    }
  }

  /** The id of a metric's tab, for labelling the panel. */
  idOf(name) {
    return this.#tabs.get(name)?.button.id ?? '';
  }

  #tab(name) {
    const make = (tag, className) => Object.assign(document.createElement(tag), { className });
    const button = make('button', 'tile');
    const [title, number, unit, note] = ['title', 'number', 'unit', 'note'].map((part) => make('span', part));
    const figure = make('span', 'figure');
    Object.assign(button, { type: 'button', id: `tab-${name}` });
    button.setAttribute('role', 'tab');
    button.setAttribute('aria-controls', 'panel');
    button.addEventListener('click', () => this.#choose(name));
    figure.append(number, ' ', unit);
    button.append(title, figure, note);
    return { button, title, number, unit, note };
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
