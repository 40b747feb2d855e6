import { dateFormat, hours } from './format.js';
import { instantOf, wallClock } from './zone.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;

const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => ({ unit: 'minute', n, millis: n * MINUTE })),
  ...[1, 2, 3, 6, 12].map((n) => ({ unit: 'minute', n: n * 60, millis: n * HOUR })),
  ...[1, 2, 7, 14].map((n) => ({ unit: 'day', n, millis: n * DAY })),
  ...[1, 2, 3, 6, 12, 24, 60, 120].map((n) => ({ unit: 'month', n, millis: n * MONTH })),
];

/**
 * Round times of a zone's wall clock within a span, `{value, label}`, at most `most` of them. Steps are counted on the
 * wall clock, so ticks stay at round times where the clock changes.
 * @param shown `{locale, zone}`
 */
export function timeTicks(start, end, most, shown = {}) {
  const { zone } = shown;
  const step = STEPS.find((s) => (end - start) / s.millis <= most) ?? STEPS.at(-1);
  const { year, month, day, hour, minute } = wallClock(start, zone);
  const back = (number, n) => ((number % n) + n) % n;
  // Weeks begin on Monday, which is day 4 of the epoch.
  const first = {
    minute: (hour * 60 + minute) - back(hour * 60 + minute, step.n),
    day: day - back(Math.round(Date.UTC(year, month, day) / DAY) - 4, step.n),
    month: (year * 12 + month) - back(year * 12 + month, step.n),
  }[step.unit];
  const at = {
    minute: (i) => instantOf(zone, year, month, day, 0, first + i * step.n),
    day: (i) => instantOf(zone, year, month, first + i * step.n),
    month: (i) => instantOf(zone, 1970, first - 1970 * 12 + i * step.n),
  }[step.unit];
  const ticks = [];
  for (let i = 0; i < 1000; i++) {
    const value = at(i);
    if (value > end) {
      break;
    }
    if (value >= start && value !== ticks.at(-1)?.value) {
      ticks.push({ value, label: label(value, step.unit, shown) });
    }
  }
  return ticks;
}

function label(value, unit, shown) {
  const { month, hour, minute } = wallClock(value, shown.zone);
  if (unit === 'month') {
    return dateFormat(shown, month === 0 ? { year: 'numeric' } : { month: 'short' }).format(value);
  }
  const midnight = hour === 0 && minute === 0;
  const options = midnight ? { day: 'numeric', month: 'short' } : hours(shown);
  return dateFormat(shown, options).format(value);
}
