import { silentHosts } from './hosts.js';
import { moment } from './format.js';
import { t } from './i18n.js';
import { PERIODS } from './state.js';
import { zoneName } from './zone.js';

const element = (id) => document.getElementById(id);
const radios = (name) => [...document.querySelectorAll(`input[name=${name}]`)];

/** What the page offers, as its template wrote it: windows with their spans, granularities, and the window chosen at first. */
export function readOffer() {
  const windows = radios('window');
  return {
    windows: windows.map((r) => r.value),
    granularities: [...element('granularity').options].map((o) => Number(o.value)).filter(Number.isFinite),
    window: windows.find((r) => r.defaultChecked).value,
    spans: new Map(windows.map((r) => [r.value, Number(r.dataset.spanMillis)])),
  };
}

/** The shortest window that reaches back to an instant, or null. */
export function windowReaching(instant, now, offer) {
  const fits = (w) => instant !== null && now - instant < offer.spans.get(w);
  return offer.windows.find(fits) ?? null;
}

/** A scope as people call it. */
export const scopeName = (scope) => (scope === 'all' ? t('page.allHosts') : scope);

/** A period of a calendar mode in words. */
export function periodText(mode, period) {
  if (period === 'all') {
    return t('mode.all');
  }
  if (mode === 'weekly') {
    return t('mode.weeks', { n: period / 7 });
  }
  if (mode === 'monthly') {
    return t('mode.months', { n: Math.round(period / 30.4375) });
  }
  return period === 365 ? t('mode.oneYear') : t('mode.days', { n: period });
}

/** All choices but metric and panel. Calls `change` with the part of the state that was chosen. */
export class Controls {
  #shown = new Map();

  constructor(change) {
    const on = (id, read) => element(id).addEventListener('change', (event) => change(read(event.target)));
    on('scope', ({ value }) => ({ scopes: value.split(',') }));
    on('windows', ({ value }) => ({ mode: 'window', window: value }));
    on('modes', ({ value }) => ({ mode: value }));
    on('granularity', ({ value }) => ({ granularity: value === 'auto' ? value : Number(value) }));
    on('period', ({ value }) => ({ period: value === 'all' ? value : Number(value) }));
    on('zone', ({ value }) => ({ zone: value }));
    on('language', ({ value }) => ({ lang: value || null }));
  }

  /** Shows a choice, the hosts there are (null while unknown) and the zones. @param steps of hosts, as Session keeps them */
  show(state, { hosts, steps, config }, now, shown) {
    const { scopes, mode } = state;
    const options = [{ value: 'all', text: t('page.allHosts') }];
    options.push(...silentHosts(hosts ?? [], now, steps).map((host) => hostOption(host, now, shown)));
    const chosen = scopes.join();
    if (!options.some((o) => o.value === chosen)) {
      options.push({ value: chosen, text: scopes.length > 1 ? t('page.sideBySide', { n: scopes.length }) : chosen });
    }
    this.#fill('scope', options, chosen);
    for (const radio of radios('window')) {
      radio.checked = mode === 'window' && radio.value === state.window;
    }
    for (const radio of radios('mode')) {
      radio.checked = radio.value === mode;
    }
    element('granularity').value = String(state.granularity);
    element('granularity-box').hidden = mode !== 'window';
    element('period-box').hidden = mode === 'window';
    if (mode !== 'window') {
      const periods = PERIODS[mode].offered.map((p) => ({ value: String(p), text: periodText(mode, p) }));
      this.#fill('period', periods, String(state.period));
    }
    const deployment = t('zone.deployment', { zone: config?.zone ?? 'UTC' });
    const zones = [
      { value: 'deployment', text: deployment },
      { value: 'viewer', text: t('zone.viewer', { zone: zoneName() }) },
      { value: 'utc', text: t('zone.utc') },
    ];
    this.#fill('zone', zones, state.zone);
    element('language').value = state.lang ?? '';
  }

  /** An open list must not be rebuilt under the reader's hand for nothing. */
  #fill(id, options, value) {
    const content = JSON.stringify(options);
    if (content !== this.#shown.get(id)) {
      this.#shown.set(id, content);
      element(id).replaceChildren(...options.map((o) => new Option(o.text, o.value)));
    }
    element(id).value = value;
  }
}

function hostOption({ host, lastSampleAt, silent }, now, shown) {
  if (lastSampleAt === null) {
    return { value: host, text: t('page.hostEmpty', { host }) };
  }
  return { value: host, text: silent ? t('page.hostSilent', { host, time: moment(lastSampleAt, now, shown) }) : host };
}
