import { moment } from './format.js';

const DAY = 86_400_000;

/** What the page offers, as its template wrote it: windows, granularities, the ones chosen at first, and words and spans. */
export function readOffer(document) {
  const radios = (name) => [...document.querySelectorAll(`input[name=${name}]`)];
  const windows = radios('window');
  const granularities = radios('granularity');
  return {
    windows: windows.map((r) => r.value),
    granularities: granularities.map((r) => Number(r.value)),
    window: windows.find((r) => r.defaultChecked).value,
    granularity: Number(granularities.find((r) => r.defaultChecked).value),
    words: new Map(windows.map((r) => [r.value, r.dataset.words])),
    spans: new Map(windows.map((r) => [r.value, Number(r.dataset.spanMillis)])),
  };
}

/** The shortest window that reaches back to an instant, or null. */
export function windowReaching(instant, now, offer) {
  const fits = (w) => instant !== null && now - instant < offer.spans.get(w);
  return offer.windows.find(fits) ?? null;
}

/** The list of scopes and the two rows of choices. Calls `change({scope?, window?, granularity?})`. */
export class Controls {
  #select;
  #shown = null;

  constructor(document, change) {
    this.#select = document.getElementById('scope');
    this.#select.addEventListener('change', () => change({ scope: this.#select.value }));
    document.getElementById('windows').addEventListener('change', (e) => change({ window: e.target.value }));
    document
      .getElementById('granularities')
      .addEventListener('change', (e) => change({ granularity: Number(e.target.value) }));
  }

  /** Shows a choice and the hosts there are (null while unknown). */
  show(state, hosts, now, shown) {
    const options = [{ value: 'all', text: 'All hosts' }, ...(hosts ?? []).map((h) => hostOption(h, now, shown))];
    if (!options.some((o) => o.value === state.scope)) {
      options.push({ value: state.scope, text: state.scope });
    }
    const content = JSON.stringify(options);
    // An open list must not be rebuilt under the reader's hand for nothing.
    if (content !== this.#shown) {
      this.#shown = content;
      this.#select.replaceChildren(...options.map(({ value, text }) => new Option(text, value)));
    }
    this.#select.value = state.scope;
    for (const radio of document.querySelectorAll('input[name=window]')) {
      radio.checked = radio.value === state.window;
    }
    for (const radio of document.querySelectorAll('input[name=granularity]')) {
      radio.checked = Number(radio.value) === state.granularity;
    }
  }
}

function hostOption({ host, lastSampleAt }, now, shown) {
  if (lastSampleAt === null) {
    return { value: host, text: `${host} (no samples)` };
  }
  const silent = now - lastSampleAt > DAY;
  return { value: host, text: silent ? `${host} (silent since ${moment(lastSampleAt, now, shown)})` : host };
}
