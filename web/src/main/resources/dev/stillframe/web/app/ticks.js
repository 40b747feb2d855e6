import { dateFormat } from './format.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;

const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => ({ unit: 'minute', n, millis: n * MINUTE })),
  ...[1, 2, 3, 6, 12].map((n) => ({ unit: 'minute', n: n * 60, millis: n * HOUR })),
  ...[1, 2, 7, 14].map((n) => ({ unit: 'day', n, millis: n * DAY })),
  ...[1, 2, 3, 6, 12].map((n) => ({ unit: 'month', n, millis: n * MONTH })),
];

/** Epoch day of a local date, the same number wherever the clock changes: day steps stay in place while time goes on. */
function dayNumber(date) {
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
}

/**
 * Round local times within a span, `{value, label}`, at most `most` of them. Steps are counted on the wall clock, so ticks
 * stay at round times where the clock changes.
 */
export function timeTicks(start, end, most, locale) {
  const step = STEPS.find((s) => (end - start) / s.millis <= most) ?? STEPS.at(-1);
  const first = new Date(start);
  const at = {
    minute: (i) => new Date(first.getFullYear(), first.getMonth(), first.getDate(), 0, i * step.n),
    // Weeks begin on Monday, which is day 4 of the epoch.
    day: (i) => {
      const back = (((dayNumber(first) - 4) % step.n) + step.n) % step.n;
      return new Date(first.getFullYear(), first.getMonth(), first.getDate() - back + i * step.n);
    },
    month: (i) => new Date(first.getFullYear(), Math.floor(first.getMonth() / step.n) * step.n + i * step.n, 1),
  }[step.unit];
  const ticks = [];
  for (let i = 0; ; i++) {
    const date = at(i);
    const value = date.getTime();
    if (value > end) {
      return ticks;
    }
    if (value >= start && value !== ticks.at(-1)?.value) {
      ticks.push({ value, label: label(date, step.unit, locale) });
    }
  }
}

function label(date, unit, locale) {
  if (unit === 'month') {
    const january = date.getMonth() === 0;
    return dateFormat(locale, january ? { year: 'numeric' } : { month: 'short' }).format(date);
  }
  const midnight = date.getHours() === 0 && date.getMinutes() === 0;
  const options = midnight ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' };
  return dateFormat(locale, options).format(date);
}
