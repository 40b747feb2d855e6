// Series of calendar periods: where they lie, the checks before they are used, how they fit together. Pure.

/** What the names of periods look like, by kind, short to long. */
const NAMES = {
  hourly: /^\d{10}$/,
  daily: /^\d{8}$/,
  weekly: /^\d{4}W\d{2}$/,
  monthly: /^\d{6}$/,
  yearly: /^\d{4}$/,
};
const NUMBERS = ['records', 'failures', 'lastAt', 'anomalies', 'stepMillis', 'expectedCount'];
const JUDGED = ['promised_judged', 'promised_missed', 'normal_judged', 'normal_missed', 'minimum_judged', 'minimum_missed'];

/** Where a series lies, relative to the page; with a year, the older hours of it. */
export function rollupUrl(scope, mode, year = null) {
  const host = scope === 'all' ? '' : `host=${encodeURIComponent(scope)}/`;
  return `./aggregated/${host}${year === null ? '' : `year=${year}/`}rollup_${mode}.json`;
}

const column = (list, length, fits) => Array.isArray(list) && list.length === length && list.every(fits);
const isNumberOrNull = (v) => v === null || Number.isFinite(v);

/**
 * A series with its metrics as a list in their order. `judged` and `missed` columns that the file lacks are null.
 * @throws {Error} when it is not the series that was asked for, or not a whole one
 */
export function readRollup(json, { scope, mode }) {
  if (json?.schema !== 1 || json.scope !== scope || json.mode !== mode || typeof json.zone !== 'string') {
    throw new Error('another file than the one asked for');
  }
  const { period, from, to, open, percentComplete } = json;
  const length = Array.isArray(period) ? period.length : -1;
  const whole =
    column(period, length, (v) => typeof v === 'string' && NAMES[mode].test(v)) &&
    column(from, length, (v, i) => Number.isFinite(v) && (i === 0 || v >= to?.[i - 1])) &&
    column(to, length, (v, i) => Number.isFinite(v) && v > from[i]) &&
    column(open, length, (v) => typeof v === 'boolean') &&
    column(percentComplete, length, isNumberOrNull) &&
    NUMBERS.every((name) => column(json[name], length, Number.isFinite)) &&
    JUDGED.every((name) => json[name] === undefined || column(json[name], length, Number.isFinite));
  if (!whole) {
    throw new Error('a series with torn columns');
  }
  const metrics = Object.entries(json.metrics ?? {}).map(([name, m]) => {
    const torn = ![m?.avg, m?.min, m?.max].every((list) => column(list, length, isNumberOrNull));
    if (torn || !column(m.count, length, Number.isFinite)) {
      throw new Error('a series with torn metrics');
    }
    return { name, unit: String(m.unit ?? ''), count: m.count, avg: m.avg, min: m.min, max: m.max };
  });
  const columns = { period, from, to, open, percentComplete };
  NUMBERS.forEach((name) => (columns[name] = json[name]));
  JUDGED.forEach((name) => (columns[name] = json[name] ?? null));
  const schedule = json.schedule === 'declared' || json.schedule === 'learned' ? json.schedule : null;
  return { scope, mode, zone: json.zone, schedule, ...columns, metrics };
}

const newest = (rollup) => rollup.lastAt.reduce((a, b) => Math.max(a, b), -Infinity);

/**
 * Whether a fetched series is older than the one held, as far as can be seen: there is no build number in it. It is when
 * its newest test is an earlier one, or when that is the same and the periods that both have lack tests.
 */
export function wentBack(held, next) {
  const last = newest(next) - newest(held);
  if (last !== 0) {
    return last < 0;
  }
  const tests = new Map(held.period.map((name, i) => [name, held.records[i] + held.failures[i]]));
  let missing = 0;
  next.period.forEach((name, i) => {
    missing += tests.has(name) ? tests.get(name) - next.records[i] - next.failures[i] : 0;
  });
  return missing > 0;
}

/** Several series of one kind as one, by time. A period that stands in several is taken from the first that has it. */
export function join(rollups) {
  const [first, ...others] = rollups;
  if (others.length === 0) {
    return first;
  }
  const seen = new Set();
  const rows = [];
  for (const of of rollups) {
    of.period.forEach((name, i) => {
      if (!seen.has(name)) {
        seen.add(name);
        rows.push({ of, i });
      }
    });
  }
  rows.sort((a, b) => a.of.from[a.i] - b.of.from[b.i]);
  const result = { ...first };
  for (const name of ['period', 'from', 'to', 'open', 'percentComplete', ...NUMBERS]) {
    result[name] = rows.map(({ of, i }) => of[name][i]);
  }
  for (const name of JUDGED) {
    result[name] = rollups.every((of) => of[name]) ? rows.map(({ of, i }) => of[name][i]) : null;
  }
  const metrics = new Map(rollups.flatMap((of) => of.metrics).reverse().map((m) => [m.name, m.unit]));
  const names = [...new Set(rollups.flatMap((of) => of.metrics.map((m) => m.name)))];
  result.metrics = names.map((name) => {
    const own = new Map(rollups.map((of) => [of, of.metrics.find((m) => m.name === name)]));
    const values = (key, none) => rows.map(({ of, i }) => own.get(of)?.[key][i] ?? none);
    return {
      name,
      unit: metrics.get(name),
      count: values('count', 0),
      avg: values('avg', null),
      min: values('min', null),
      max: values('max', null),
    };
  });
  result.schedule = rollups.find((of) => of.schedule)?.schedule ?? null;
  return result;
}

/** The spans within a series in which no period has a test. */
export function gapsOf({ from, to }) {
  const gaps = [];
  for (let i = 1; i < from.length; i++) {
    if (from[i] > to[i - 1]) {
      gaps.push({ from: to[i - 1], to: from[i] });
    }
  }
  return gaps;
}

/**
 * What a chart draws of a series: the periods that end after `start`. A point stands in the middle of its period.
 * @param {(name: string) => string} label names a period for people
 */
export function seriesOfRollup(rollup, start, now, label) {
  const first = rollup.to.findIndex((end) => end > start);
  const cut = (list) => (first < 0 ? [] : list.slice(first));
  const from = cut(rollup.from);
  const to = cut(rollup.to);
  return {
    scope: rollup.scope,
    mode: rollup.mode,
    zone: rollup.zone,
    start: Math.min(Number.isFinite(start) ? start : Infinity, from[0] ?? now),
    end: Math.max(now, to.at(-1) ?? now),
    t: from.map((begin, i) => (begin + to[i]) / 2),
    from,
    to,
    count: cut(rollup.records),
    failures: cut(rollup.failures),
    metrics: rollup.metrics
      .map(({ name, unit, avg, min, max }) => ({ name, unit, avg: cut(avg), min: cut(min), max: cut(max) }))
      .filter((m) => m.avg.some((v) => v !== null)),
    bucketMillis: null,
    stepMillis: null,
    labels: cut(rollup.period).map(label),
    open: cut(rollup.open),
    percentComplete: cut(rollup.percentComplete),
    expectedCount: cut(rollup.expectedCount),
    anomalies: cut(rollup.anomalies),
    schedule: rollup.schedule,
    gaps: gapsOf({ from, to }),
  };
}
