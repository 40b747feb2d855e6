// What the reader has chosen, as it stands in the address after the '#'.

/**
 * Reads a choice. What is missing or not on offer becomes the default; the metric may be null (the first there is).
 * @param {string} hash such as "#scope=home&window=1d&granularity=100&metric=ping"
 * @param {{windows: string[], granularities: number[], window: string, granularity: number}} offer
 */
export function parseState(hash, offer) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const scope = given.get('scope');
  const window = given.get('window');
  const granularity = Number(given.get('granularity'));
  const metric = given.get('metric');
  return {
    scope: scope && scope.length <= 63 ? scope : 'all',
    window: offer.windows.includes(window) ? window : offer.window,
    granularity: offer.granularities.includes(granularity) ? granularity : offer.granularity,
    metric: metric && /^[a-z][a-z0-9_]{0,31}$/.test(metric) ? metric : null,
  };
}

/** The text that parseState reads back. */
export function formatState(state) {
  const text = new URLSearchParams({ scope: state.scope, window: state.window, granularity: state.granularity });
  if (state.metric) {
    text.set('metric', state.metric);
  }
  return `#${text}`;
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
