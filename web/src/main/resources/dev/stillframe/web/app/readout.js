import { quantity, span, tests, value, whole } from './format.js';
import { summary } from './series.js';

/** When a point was: its bucket, or the instant where the bucket holds one sample. */
export function when(payload, index, locale) {
  const t = payload.t[index];
  if (payload.count[index] + payload.failures[index] === 1) {
    return span(t, t, locale);
  }
  const start = t - (t % payload.bucketMillis);
  return span(start, start + payload.bucketMillis, locale);
}

/** One point in words. */
export function pointText(payload, metric, index, locale) {
  const parts = [when(payload, index, locale)];
  const average = metric?.avg[index] ?? null;
  if (average === null) {
    parts.push('no value');
  } else {
    parts.push(quantity(average, metric.unit, locale));
    if (metric.min[index] !== metric.max[index]) {
      parts.push(`${value(metric.min[index], locale)} to ${value(metric.max[index], locale)}`);
    }
  }
  parts.push(testsText(payload.count[index] + payload.failures[index], payload.failures[index], locale));
  return parts.join(' · ');
}

/** All of a payload in words. */
export function summaryText(payload, metric, locale) {
  const all = summary(payload, metric);
  const range = all.min === null ? 'no value' : `${value(all.min, locale)} to ${quantity(all.max, metric.unit, locale)}`;
  return `${range} · ${testsText(all.tests, all.failed, locale)}`;
}

function testsText(all, failed, locale) {
  return failed > 0 ? `${tests(all, locale)}, ${whole(failed, locale)} failed` : tests(all, locale);
}

/** The rows of the table, newest first: time, average, lowest, highest, tests, failed. */
export function tableRows(payload, metric, locale) {
  const cell = (column, i) => (column?.[i] ?? null) === null ? '–' : quantity(column[i], metric.unit, locale);
  return payload.t
    .map((_, i) => [
      when(payload, i, locale),
      cell(metric?.avg, i),
      cell(metric?.min, i),
      cell(metric?.max, i),
      whole(payload.count[i] + payload.failures[i], locale),
      whole(payload.failures[i], locale),
    ])
    .reverse();
}
