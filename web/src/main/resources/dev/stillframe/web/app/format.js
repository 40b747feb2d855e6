// Numbers, times and names as people read them. `in` is `{locale, zone}`; either left out means the reader's own.
import { has, t } from './i18n.js';
import { wallClock } from './zone.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "40 s ago". A time ahead, which is a clock that differs a little, is "just now". */
export function age(millis) {
  if (!Number.isFinite(millis)) {
    return t('age.unknown');
  }
  if (millis < SECOND) {
    return t('age.now');
  }
  if (millis < MINUTE) {
    return t('age.seconds', { n: Math.floor(millis / SECOND) });
  }
  if (millis < HOUR) {
    return t('age.minutes', { n: Math.floor(millis / MINUTE) });
  }
  if (millis < 2 * DAY) {
    return t('age.hours', { n: Math.floor(millis / HOUR) });
  }
  return t('age.days', { n: Math.floor(millis / DAY) });
}

const made = new Map();

function kept(Format, locale, options) {
  const key = `${Format.name}|${locale}|${JSON.stringify(options)}`;
  if (!made.has(key)) {
    made.set(key, new Format(locale, options));
  }
  return made.get(key);
}

/** A date format that is made once: making one costs more than using it. */
export function dateFormat({ locale, zone } = {}, options = {}) {
  return kept(Intl.DateTimeFormat, locale, { ...options, timeZone: zone });
}

/** Options for the time of day: 08:15, but 8:15 AM where people count to twelve. */
export function hours({ locale } = {}) {
  const twelve = dateFormat({ locale }, { hour: 'numeric' }).resolvedOptions().hour12;
  return { hour: twelve ? 'numeric' : '2-digit', minute: '2-digit' };
}

/** A value with at most the two decimals that are published, fewer for great ones. */
export function value(number, { locale } = {}) {
  const size = Math.abs(number);
  const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : 2;
  return kept(Intl.NumberFormat, locale, { maximumFractionDigits: decimals }).format(number);
}

/** Marks that turn the direction of what stands around them. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A value with its unit. */
export function quantity(number, unit, shown) {
  return unit ? `${value(number, shown)} ${unit.replace(TURNS, '')}` : value(number, shown);
}

/** A whole number. */
export function whole(number, { locale } = {}) {
  return kept(Intl.NumberFormat, locale, {}).format(number);
}

/** "1 test", "12 tests". */
export function tests(number) {
  return t('chart.tests', { n: number });
}

/** "packet_loss" as "Packet loss", in the reader's language where it is a usual one. */
export function metricName(name) {
  if (has(`metric.${name}`)) {
    return t(`metric.${name}`);
  }
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An instant, as short as it is clear from `now`: the time, with the day if that is another, with the year if need be. */
export function moment(millis, now, shown = {}) {
  if (!Number.isFinite(millis)) {
    return t('age.unknownTime');
  }
  const then = wallClock(millis, shown.zone);
  const today = wallClock(now, shown.zone);
  const options = hours(shown);
  if (then.year !== today.year) {
    options.year = 'numeric';
  }
  if (options.year || then.month !== today.month || then.day !== today.day) {
    Object.assign(options, { day: 'numeric', month: 'short' });
  }
  return dateFormat(shown, options).format(millis);
}

/** A span, or the one instant where both ends are the same. */
export function span(start, end, shown = {}) {
  const options = { weekday: 'short', day: 'numeric', month: 'short', ...hours(shown) };
  if (end - start < MINUTE) {
    options.second = '2-digit';
  }
  if (wallClock(start, shown.zone).year !== new Date().getFullYear()) {
    options.year = 'numeric';
  }
  const format = dateFormat(shown, options);
  return start === end ? format.format(start) : format.formatRange(start, end);
}
