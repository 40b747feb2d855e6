// What the reader has chosen, as it stands in the address after the '#'.

/** How many scopes can stand side by side. */
export const MOST_SCOPES = 4;

/** Periods of the calendar modes in days (or 'all'), and the one shown to somebody who has chosen none. */
export const PERIODS = {
  minute: { offered: [1], standard: 1 },
  hourly: { offered: [1, 3, 7, 14, 35, 365], standard: 7 },
  daily: { offered: [30, 90, 365, 'all'], standard: 90 },
  weekly: { offered: [182, 364, 'all'], standard: 364 },
  monthly: { offered: [365, 730, 1826, 'all'], standard: 730 },
  yearly: { offered: ['all'], standard: 'all' },
};

const PANELS = ['chart', 'heat', 'coverage'];
const ZONES = ['deployment', 'viewer', 'utc'];
const among = (list, value, otherwise) => (list.includes(value) ? value : otherwise);

/**
 * Reads a choice. What is missing or not on offer becomes the default; the metric may be null (the first there is).
 * @param {string} hash such as "#scope=home,office&window=1d&granularity=100&metric=ping"
 * @param {{windows: string[], granularities: number[], window: string}} offer
 */
export function parseState(hash, offer) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name, pattern) => (pattern.test(given.get(name) ?? '') ? given.get(name) : null);
  const named = (given.get('scope') ?? '').split(',').filter((s) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(s));
  const scopes = [...new Set(named)].slice(0, MOST_SCOPES);
  const mode = among(Object.keys(PERIODS), given.get('mode'), 'window');
  const period = given.get('period');
  const from = Number(given.get('from') ?? NaN);
  const to = Number(given.get('to') ?? NaN);
  return {
    scopes: scopes.length > 0 ? scopes : ['all'],
    mode,
    window: among(offer.windows, given.get('window'), offer.window),
    granularity: among(offer.granularities, Number(given.get('granularity')), 'auto'),
    period: mode === 'window' ? null : periodFor(mode, period === 'all' ? period : Number(period)),
    metric: text('metric', /^[a-z][a-z0-9_]{0,31}$/),
    panel: among(PANELS, given.get('panel'), 'chart'),
    day: text('day', /^\d{4}-\d{2}-\d{2}$/),
    zone: among(ZONES, given.get('zone'), 'deployment'),
    zoom: Math.abs(from) < 8.64e15 && Math.abs(to) < 8.64e15 && from < to ? { from, to } : null,
    lang: text('lang', /^(en|de)$/),
  };
}

/** A period that a mode offers: the wanted one, or its standard. */
export function periodFor(mode, wanted) {
  return mode === 'window' ? null : among(PERIODS[mode].offered, wanted, PERIODS[mode].standard);
}

/** The text that parseState reads back; what is the default is left out. */
export function formatState(state, offer) {
  const parts = [];
  const add = (name, value, standard) => value !== standard && value !== null && parts.push(`${name}=${value}`);
  add('scope', state.scopes.join(), 'all');
  add('mode', state.mode, 'window');
  if (state.mode === 'window') {
    add('window', state.window, offer.window);
    add('granularity', state.granularity, 'auto');
  } else {
    add('period', state.period, PERIODS[state.mode].standard);
  }
  add('metric', state.metric, null);
  add('panel', state.panel, 'chart');
  add('day', state.day, null);
  add('zone', state.zone, 'deployment');
  if (state.zoom) {
    add('from', Math.round(state.zoom.from), null);
    add('to', Math.round(state.zoom.to), null);
  }
  add('lang', state.lang, null);
  return `#${parts.join('&')}`;
}

/** Where the files of a scope lie, relative to the page. */
export function prefixOf(scope) {
  return scope === 'all' ? '' : `host=${encodeURIComponent(scope)}/`;
}

/** The key of a snapshot as manifests name it. */
export function keyOf(scope, window, granularity) {
  const file = `latest_${window}_${granularity}.json`;
  return scope === 'all' ? file : `host=${scope}/${file}`;
}
