import { quantity, span, tests, value } from './format.js';
import { t } from './i18n.js';
import { summary } from './series.js';

/** When a point was: its period, its bucket, or the instant where that holds one sample. */
export function when(series, index, shown) {
  return series.labels?.[index] ?? span(series.from[index], series.to[index], shown);
}

/** One point in words, as parts: time, value, range, tests. Parts that say nothing are left out. */
export function pointParts(series, metric, index, shown) {
  const average = metric?.avg[index] ?? null;
  const parts = { when: when(series, index, shown), value: '', range: '', tests: '' };
  if (average === null) {
    parts.value = t('chart.noValue');
  } else {
    parts.value = quantity(average, metric.unit, shown);
    if (metric.min[index] !== metric.max[index]) {
      parts.range = rangeText(metric.min[index], value(metric.max[index], shown), shown);
    }
  }
  parts.tests = testsText(series.count[index] + series.failures[index], series.failures[index], shown);
  return parts;
}

/** One point in words. */
export function pointText(series, metric, index, shown) {
  return Object.values(pointParts(series, metric, index, shown)).filter(Boolean).join(' · ');
}

/** All of a series in words, or the part of it within a range of time. */
export function summaryText(series, metric, shown, range) {
  const all = summary(series, metric, range);
  const values = all.min === null ? t('chart.noValue') : rangeText(all.min, quantity(all.max, metric.unit, shown), shown);
  return `${values} · ${testsText(all.tests, all.failed, shown)}`;
}

const rangeText = (low, high, shown) => t('chart.range', { low: value(low, shown), high });

function testsText(all, failed, shown) {
  return failed > 0 ? `${tests(all)}, ${t('chart.failed', { n: failed })}` : tests(all);
}
