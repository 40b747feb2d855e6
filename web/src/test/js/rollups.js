// Small made-up series of calendar periods for the tests.

/**
 * A series. Rows are `{name, from, to}` and, where they differ from one good test of value 10, `avg`, `count`, `failures`, `lastAt`, `open`,
 * `expected`, `percent`, `judged`, `missed`.
 */
export function rollup(mode, rows, { scope = 'all', zone = 'UTC', step = 1_800_000 } = {}) {
  const column = (key, otherwise) => rows.map((row) => row[key] ?? (typeof otherwise === 'function' ? otherwise(row) : otherwise));
  const count = column('count', 1);
  const avg = rows.map((row, i) => (count[i] === 0 ? null : (row.avg ?? 10)));
  return {
    schema: 1,
    scope,
    mode,
    zone,
    schedule: 'learned',
    periods: rows.length,
    period: column('name'),
    from: column('from'),
    to: column('to'),
    open: column('open', false),
    records: count,
    failures: column('failures', 0),
    lastAt: column('lastAt', (row) => row.to - 1),
    anomalies: column('anomalies', 0),
    promised_judged: column('judged', 0),
    promised_missed: column('missed', 0),
    stepMillis: rows.map(() => step),
    expectedCount: column('expected', 2),
    percentComplete: rows.map((row) => (row.percent === undefined ? 100 : row.percent)),
    metrics: { download: { unit: 'Mbit/s', count, avg, min: avg, max: avg } },
  };
}

/** A row for an hour that begins at an instant, named by the clock of UTC. */
export function hour(iso, more = {}) {
  const from = Date.parse(iso);
  return { name: new Date(from).toISOString().slice(0, 13).replaceAll(/[-T]/g, ''), from, to: from + 3_600_000, ...more };
}

/** A row for a day in UTC. */
export function day(iso, more = {}) {
  const from = Date.parse(`${iso}T00:00:00Z`);
  return { name: iso.replaceAll('-', ''), from, to: from + 86_400_000, ...more };
}
