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
    zone: typeof json.zone === 'string' ? json.zone : 'UTC',
    notice: typeof json.notice === 'string' ? json.notice : null,
    windows: (Array.isArray(json.windows) ? json.windows : []).map((w) => ({
      window: String(w?.window),
      builtEverySeconds: Number(w?.builtEverySeconds),
    })),
  };
}

/** The window of a payload when it was built, `{start, end}`; the end is exclusive. */
export function windowOf(payload, generatedAt) {
  const bucket = payload.bucketMillis;
  const end = (Math.floor(generatedAt / bucket) + 1) * bucket;
  return { start: end - bucket * payload.granularity, end };
}

/**
 * A payload as a chart draws it. `until` is when it was built: after that nothing can have been measured.
 * @param {number} generatedAt epoch milliseconds, from the manifest
 */
export function seriesOf(payload, generatedAt) {
  const { scope, t, count, failures, metrics, bucketMillis } = payload;
  const single = (i) => count[i] + failures[i] === 1;
  const from = t.map((time, i) => (single(i) ? time : time - (time % bucketMillis)));
  const to = t.map((time, i) => (single(i) ? time : from[i] + bucketMillis));
  const spans = { ...windowOf(payload, generatedAt), until: generatedAt, t, from, to };
  return { scope, ...spans, count, failures, metrics, bucketMillis, labels: null, stepMillis: null };
}

/** The newest point of a metric, `{index, t, value}`, or null. */
export function newestValue(payload, metric) {
  const index = metric.avg.findLastIndex((v) => v !== null);
  return index < 0 ? null : { index, t: payload.t[index], value: metric.avg[index] };
}

const own = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : undefined);

/**
 * All that was ever promised to a host for a metric, `[{from, value}]` in order of time; `from` is -Infinity where it always was,
 * `value` null where nothing is.
 */
export function promises(config, scope, metric) {
  const host = own(config?.thresholds, scope);
  const history = own(own(host, 'history'), 'promised');
  const steps = Array.isArray(history) ? history : [{ from: null, values: own(host, 'promised') }];
  return steps.map(({ from, values }) => {
    const value = own(values, metric);
    return { from: from === null ? -Infinity : Date.parse(from), value: Number.isFinite(value) ? value : null };
  });
}

/** What is promised to a host for a metric at a time, in epoch milliseconds, or what was promised last; null where nothing is. */
export function promisedFor(config, scope, metric, at = Infinity) {
  return promises(config, scope, metric).findLast((p) => p.from <= at)?.value ?? null;
}
