// Which tests of which days and hours are there. Pure.
import { dayName, hoursBetween, knownZone, wall } from './periods.js';
import { instantOf } from './zone.js';

const DAY = 86_400_000;

/** Tests expected from one instant to another: the multiples of the step since the epoch that lie between. */
export function expectedBetween(from, to, step) {
  return to <= from || !(step > 0) ? 0 : Math.ceil(to / step) - Math.ceil(from / step);
}

/** How much of what is expected is there, in percent with two decimals, at most 100; null where nothing is expected. */
export function percentOf(observed, expected) {
  return expected === 0 ? null : observed >= expected ? 100 : Math.round((observed / expected) * 10_000) / 100;
}

/** The name of the month `steps` after one, such as "202601" one after "202512". */
export function monthAfter(month, steps) {
  return dayName(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)) - 1 + steps, 1)).slice(0, 6);
}

/** The weeks of a month, each of seven names of days, null where a day is of another month. @param first weekday, 0 is Monday */
export function weeksOf(month, first) {
  const start = wall(month);
  const before = (new Date(start).getUTCDay() + 6 - first) % 7;
  const days = (wall(monthAfter(month, 1)) - start) / DAY;
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, column) => {
      const day = week * 7 + column - before;
      return day >= 0 && day < days ? dayName(start + day * DAY) : null;
    }),
  );
}

/**
 * A day of a series of days: `{name, status, tests, failed, expected, percent}`. `status` is `data`, `open` (not final yet), `none` (no
 * tests), or `outside`, before the first day that has any or after the last.
 */
export function dayOf(daily, name) {
  const i = daily.period.indexOf(name);
  if (i < 0) {
    const inside = daily.period.length > 0 && name > daily.period[0] && name < daily.period.at(-1);
    return { name, status: inside ? 'none' : 'outside', tests: 0, failed: 0, expected: null, percent: inside ? 0 : null };
  }
  const { records, failures, expectedCount, percentComplete, open } = daily;
  const tests = records[i] + failures[i];
  const status = tests === 0 ? 'none' : open[i] ? 'open' : 'data';
  return { name, status, tests, failed: failures[i], expected: expectedCount[i], percent: percentComplete[i] };
}

/**
 * The hours of a day, those without tests too: `{name, from, to, expected, tests, failed, percent, later}`. A day has as many as the
 * clock shows: a repeated one is one, a skipped one none. `later` marks those that are not over at `now` and have no test yet.
 * @param daily, hourly series; of an hour that the second lacks, what is expected follows from the step of the first
 */
export function hoursOf(daily, hourly, name, now) {
  const zone = knownZone(daily.zone);
  const [year, month, day] = [Number(name.slice(0, 4)), Number(name.slice(4, 6)) - 1, Number(name.slice(6, 8))];
  const hours = hoursBetween(instantOf(zone, year, month, day), instantOf(zone, year, month, day + 1), zone);
  const index = new Map((hourly?.period ?? []).map((hour, i) => [hour, i]));
  const step = daily.stepMillis[daily.period.findLastIndex((d) => d <= name)] ?? 0;
  return hours.map((hour) => {
    const i = index.get(hour.name);
    if (i === undefined) {
      const expected = expectedBetween(hour.from, Math.min(hour.to, now), step);
      return { ...hour, expected, tests: 0, failed: 0, percent: percentOf(0, expected), later: hour.to > now };
    }
    const tests = hourly.records[i] + hourly.failures[i];
    const counts = { tests, failed: hourly.failures[i], percent: hourly.percentComplete[i], later: false };
    return { name: hour.name, from: hourly.from[i], to: hourly.to[i], expected: hourly.expectedCount[i], ...counts };
  });
}

/** Runs of hours without any test though one was due or nobody knows, `{first, last}`, names of hours. */
export function spansWithout(hours) {
  const spans = [];
  let running = false;
  for (const hour of hours) {
    const none = hour.tests === 0 && !hour.later;
    if (none && running) {
      spans.at(-1).last = hour.name;
    } else if (none) {
      spans.push({ first: hour.name, last: hour.name });
    }
    running = none;
  }
  return spans;
}

/** How many days have tests and how many have none, between the first day that has any and the last. */
export function totalOf(days) {
  const inside = days.filter((day) => day.status !== 'outside');
  const empty = inside.filter((day) => day.status === 'none').length;
  return { withTests: inside.length - empty, empty };
}
