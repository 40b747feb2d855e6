import { quantity, span, tests, value, whole } from './format.js';
import { summary } from './series.js';

/** When a point was: its bucket, or the instant where the bucket holds one sample. */
export function when(payload, index, shown) {
  const t = payload.t[index];
  if (payload.count[index] + payload.failures[index] === 1) {
    return span(t, t, shown);
  }
  const start = t - (t % payload.bucketMillis);
  return span(start, start + payload.bucketMillis, shown);
}

/** One point in words. */
export function pointText(payload, metric, index, shown) {
  const parts = [when(payload, index, shown)];
  const average = metric?.avg[index] ?? null;
  if (average === null) {
    parts.push('no value');
  } else {
    parts.push(quantity(average, metric.unit, shown));
    if (metric.min[index] !== metric.max[index]) {
      parts.push(`${value(metric.min[index], shown)} to ${value(metric.max[index], shown)}`);
    }
  }
  parts.push(testsText(payload.count[index] + payload.failures[index], payload.failures[index], shown));
  return parts.join(' · ');
}

/** All of a payload in words. */
export function summaryText(payload, metric, shown) {
  const all = summary(payload, metric);
  const range = all.min === null ? 'no value' : `${value(all.min, shown)} to ${quantity(all.max, metric.unit, shown)}`;
  return `${range} · ${testsText(all.tests, all.failed, shown)}`;
}

function testsText(all, failed, shown) {
  return failed > 0 ? `${tests(all, shown)}, ${whole(failed, shown)} failed` : tests(all, shown);
}

/** The rows of the table, newest first: time, average, lowest, highest, tests, failed. */
export function tableRows(payload, metric, shown) {
  const cell = (column, i) => (column?.[i] ?? null) === null ? '–' : quantity(column[i], metric.unit, shown);
  return payload.t
    .map((_, i) => [
      when(payload, i, shown),
      cell(metric?.avg, i),
      cell(metric?.min, i),
      cell(metric?.max, i),
      whole(payload.count[i] + payload.failures[i], shown),
      whole(payload.failures[i], shown),
    ])
    .reverse();
}
