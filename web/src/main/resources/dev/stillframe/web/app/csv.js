// The numbers for other programs: as published, with a point for the decimals and times in UTC.

const BREAKS = /[",\r\n\u2028\u2029]/;

/** A cell that no spreadsheet takes for a formula. */
export function csvCell(content) {
  if (content === null || content === undefined) {
    return '';
  }
  if (typeof content === 'number') {
    return String(content);
  }
  const text = /^[\s\0]*[=+\-@|\uff1d\uff0b\uff0d\uff20]/.test(content) || /^[\t\r\n]/.test(content) ? `'${content}` : content;
  return BREAKS.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

const iso = (millis) => new Date(millis).toISOString();

/**
 * All points of some series as CSV: scope, time, its span, tests, and each metric in a column for average, lowest, highest.
 * @param list what charts draw, in the order of the file
 */
export function csvOf(list) {
  const metrics = new Map(list.flatMap((series) => series.metrics.map((m) => [m.name, m.unit])));
  const heads = ['scope', 'time_utc', 'time_millis', 'from_utc', 'to_utc', 'period', 'tests', 'failed'];
  for (const [name, unit] of metrics) {
    heads.push(...['average', 'lowest', 'highest'].map((kind) => `${name}_${kind}${unit ? ` (${unit})` : ''}`));
  }
  const lines = list.flatMap((series) =>
    series.t.map((time, i) => {
      const row = [series.scope, iso(time), Math.round(time), iso(series.from[i]), iso(series.to[i]), series.labels?.[i]];
      row.push(series.count[i] + series.failures[i], series.failures[i]);
      for (const name of metrics.keys()) {
        const metric = series.metrics.find((m) => m.name === name);
        row.push(metric?.avg[i], metric?.min[i], metric?.max[i]);
      }
      return row;
    }),
  );
  return [heads, ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

/** The name of the file: what is shown. */
export function csvName({ scopes, mode, window, period }) {
  const span = mode === 'window' ? window : [mode, period === 'all' ? 'all' : `${period}d`].join('-');
  return `stillframe-${scopes.join('-')}-${span}.csv`;
}

/** Saves series as a file. */
export function download(list, state) {
  const url = URL.createObjectURL(new Blob([csvOf(list)], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: url, download: csvName(state) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
