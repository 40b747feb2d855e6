// Numbers, times and names as people read them. `locale` undefined means the reader's own.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "40 s ago". A time ahead, which is a clock that differs a little, is "just now". */
export function age(millis) {
  if (!Number.isFinite(millis)) {
    return 'unknown';
  }
  if (millis < SECOND) {
    return 'just now';
  }
  if (millis < MINUTE) {
    return `${Math.floor(millis / SECOND)} s ago`;
  }
  if (millis < HOUR) {
    return `${Math.floor(millis / MINUTE)} min ago`;
  }
  if (millis < 2 * DAY) {
    return `${Math.floor(millis / HOUR)} h ago`;
  }
  return `${Math.floor(millis / DAY)} days ago`;
}

/** A value with at most the two decimals that are published, fewer for great ones. */
export function value(number, locale) {
  const size = Math.abs(number);
  const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : 2;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(number);
}

/** A value with its unit. */
export function quantity(number, unit, locale) {
  return unit ? `${value(number, locale)} ${unit}` : value(number, locale);
}

/** A whole number. */
export function whole(number, locale) {
  return new Intl.NumberFormat(locale).format(number);
}

/** "1 test", "12 tests". */
export function tests(number, locale) {
  return `${whole(number, locale)} ${number === 1 ? 'test' : 'tests'}`;
}

/** "packet_loss" as "Packet loss". */
export function metricName(name) {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const formats = new Map();

/** A date format that is made once: making one costs more than using it. */
export function dateFormat(locale, options) {
  const key = `${locale}|${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale, options));
  }
  return formats.get(key);
}

/** An instant, as short as it is clear from `now`: the time, with the day if that is another, with the year if need be. */
export function moment(millis, now, locale) {
  if (!Number.isFinite(millis)) {
    return 'an unknown time';
  }
  const date = new Date(millis);
  const today = new Date(now);
  const options = { hour: '2-digit', minute: '2-digit' };
  if (date.toDateString() !== today.toDateString()) {
    Object.assign(options, { day: 'numeric', month: 'short' });
  }
  if (date.getFullYear() !== today.getFullYear()) {
    options.year = 'numeric';
  }
  return dateFormat(locale, options).format(date);
}

/** The span of a bucket, or the one instant where it holds a single sample. */
export function span(start, end, locale) {
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  if (end - start < MINUTE) {
    options.second = '2-digit';
  }
  if (new Date(start).getFullYear() !== new Date().getFullYear()) {
    options.year = 'numeric';
  }
  const format = dateFormat(locale, options);
  return start === end ? format.format(start) : format.formatRange(start, end);
}
