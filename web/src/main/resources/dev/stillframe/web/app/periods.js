// Names of periods, as people read them and as instants of a zone. Pure.
import { dateFormat } from './format.js';
import { isZone, wallAt } from './zone.js';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 86_400_000;

/**
 * The first day of a period by its name, and for an hour the hour too, as if the wall clock were UTC: for formats with
 * `timeZone: 'UTC'`, which then need not know the zone.
 * @returns {number} epoch milliseconds
 */
export function wall(name) {
  if (name[4] === 'W') {
    const fourth = Date.UTC(Number(name.slice(0, 4)), 0, 4);
    return fourth + ((Number(name.slice(5)) - 1) * 7 - ((new Date(fourth).getUTCDay() + 6) % 7)) * DAY;
  }
  const part = (from, length, none) => (name.length >= from + length ? Number(name.slice(from, from + length)) : none);
  return Date.UTC(part(0, 4, 0), part(4, 2, 1) - 1, part(6, 2, 1), part(8, 2, 0));
}

/** Formats a wall-clock time that `wall` gave. */
export function wallFormat(locale, options) {
  return dateFormat({ locale, zone: 'UTC' }, options);
}

/** "20251229" as "2025-12-29", and back. */
export function isoDay(name) {
  return `${name.slice(0, 4)}-${name.slice(4, 6)}-${name.slice(6, 8)}`;
}

/** The name of the day of a wall-clock time. */
export function dayName(time) {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '');
}

/** The period that a name stands for, such as "Week 44, 2025 (27 Oct – 2 Nov)". `t` gives texts, see i18n.js. */
export function periodLabel(mode, name, locale, t) {
  const start = wall(name);
  switch (mode) {
    case 'hourly': {
      const day = wallFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(start);
      return `${day}, ${hourSpan(start, locale)}`;
    }
    case 'daily':
      return wallFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(start);
    case 'weekly': {
      const range = wallFormat(locale, { day: 'numeric', month: 'short' }).formatRange(start, start + 6 * DAY);
      return t('calendar.week', { week: Number(name.slice(5)), year: name.slice(0, 4), range });
    }
    case 'monthly':
      return wallFormat(locale, { month: 'long', year: 'numeric' }).format(start);
    default:
      return name;
  }
}

const clock = (time, locale) => wallFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);

/** "08:00–09:00" of wall-clock times; midnight at the end is "24:00". */
export function hourSpan(start, locale, end = start + 60 * MINUTE) {
  const last = clock(end, locale);
  return `${clock(start, locale)}–${end > start && last === '00:00' ? '24:00' : last}`;
}

/** The zone, or UTC where this browser does not know it. */
export function knownZone(zone) {
  return isZone(zone) ? zone : 'UTC';
}

/** The name of the hour of the wall clock at an instant. */
export function hourName(t, zone) {
  return new Date(wallAt(t, zone)).toISOString().slice(0, 13).replaceAll(/[-T]/g, '');
}

/**
 * The hours of the wall clock from one instant to another, `{name, from, to}`. As in rollups, an hour that a clock change
 * repeats is one and longer, one that it skips is not there, and one that it cuts is shorter. All changes of clocks are at
 * quarter hours.
 */
export function hoursBetween(from, to, zone) {
  const hours = new Map();
  for (let t = from; t < to; t += QUARTER) {
    const name = hourName(t, zone);
    const end = Math.min(to, t + QUARTER);
    hours.set(name, { name, from: hours.get(name)?.from ?? t, to: end });
  }
  return [...hours.values()];
}
