// The checks that stand between a fetched file and the chart.

const isNumbers = (list, length) =>
  Array.isArray(list) && list.length === length && list.every((v) => Number.isFinite(v));
const isNumbersOrNulls = (list, length) =>
  Array.isArray(list) && list.length === length && list.every((v) => v === null || Number.isFinite(v));

/**
 * The payload, with its metrics as a list in their order.
 * @throws {Error} when it is not the payload that was asked for, or not a whole one
 */
export function readPayload(json, { scope, window, granularity }) {
  if (json?.schema !== 1 || json.scope !== scope || json.window !== window || json.granularity !== granularity) {
    throw new Error('another file than the one asked for');
  }
  const { t, count, failures, bucketMillis } = json;
  const length = Array.isArray(t) ? t.length : -1;
  const columns = isNumbers(t, length) && isNumbers(count, length) && isNumbers(failures, length);
  if (!columns || !(bucketMillis > 0) || t.some((v, i) => i > 0 && v <= t[i - 1])) {
    throw new Error('a payload with torn columns');
  }
  const metrics = Object.entries(json.metrics ?? {}).map(([name, m]) => {
    if (![m?.avg, m?.min, m?.max].every((column) => isNumbersOrNulls(column, length))) {
      throw new Error('a payload with torn metrics');
    }
    return { name, unit: String(m.unit ?? ''), avg: m.avg, min: m.min, max: m.max };
  });
  return { scope, window, granularity, bucketMillis, t, count, failures, metrics };
}

/** Name, build and entries of a manifest. @throws {Error} when it is none of that scope */
export function readManifest(json, scope) {
  if (json?.schema !== 1 || json.scope !== scope || !Number.isFinite(json.build) || !Array.isArray(json.snapshots)) {
    throw new Error('not a manifest of this scope');
  }
  return {
    build: json.build,
    entries: new Map(json.snapshots.map((s) => [s.key, readEntry(s)])),
  };
}

function readEntry(s) {
  return {
    versionId: String(s.versionId),
    generatedAt: Date.parse(s.generatedAt),
    expiresAt: Date.parse(s.expiresAt),
    stale: s.stale === true,
    staleSince: time(s.staleSince),
    staleReason: s.staleReason ?? null,
    lastSampleAt: time(s.lastSampleAt),
  };
}

function time(text) {
  const millis = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isFinite(millis) ? millis : null;
}

/** The hosts of hosts.json. @throws {Error} when it is no such file */
export function readHosts(json) {
  if (json?.schema !== 1 || !Array.isArray(json.hosts)) {
    throw new Error('not a list of hosts');
  }
  return json.hosts.map((h) => ({ host: String(h.host), lastSampleAt: time(h.lastSampleAt) }));
}

/** The part of config.json that the page uses. @throws {Error} when it is no such file */
export function readConfig(json) {
  if (json?.schema !== 1 || !Array.isArray(json.metrics)) {
    throw new Error('not a configuration');
  }
  return {
    metrics: json.metrics.map((m) => ({ name: String(m.name), unit: String(m.unit), better: m.better, min: m.min })),
    thresholds: json.thresholds ?? {},
    windows: (Array.isArray(json.windows) ? json.windows : []).map((w) => ({
      window: String(w?.window),
      builtEverySeconds: Number(w?.builtEverySeconds),
    })),
  };
}

/** What is promised to a host for a metric at a time, in epoch milliseconds, or what was promised last; null where nothing is. */
export function promisedFor(config, scope, metric, at = Infinity) {
  const own = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : undefined);
  const host = own(config?.thresholds, scope);
  const history = own(own(host, 'history'), 'promised');
  const values = Array.isArray(history)
    ? history.findLast((p) => p.from === null || Date.parse(p.from) <= at)?.values
    : own(host, 'promised');
  const value = own(values, metric);
  return Number.isFinite(value) ? value : null;
}
