// What time of day and week is good: hours of rollups laid over each other. Pure.
import { wall } from './periods.js';
import { wallAt } from './zone.js';

const HOUR = 3_600_000;
/** The share of cells at either end that have the full colour, so that a single bad hour does not make all others alike. */
const RARE = 0.02;

/** Shares of tests that can stand in for a metric, each with the columns it is made of. */
export const SHARES = {
  failed: (of, i) => [of.failures[i], of.records[i] + of.failures[i]],
  promised: (of, i) => (of.promised_judged ? [of.promised_missed[i], of.promised_judged[i]] : [0, 0]),
};

/** The first day of the week, 0 (Monday) to 6, where people of a locale live. */
export function firstWeekday(locale) {
  const of = new Intl.Locale(locale);
  return ((of.getWeekInfo?.() ?? of.weekInfo)?.firstDay ?? 1) - 1;
}

/**
 * Hours of a series by weekday (0 is Monday) and hour of the day: `cells[weekday][hour]` is `{value, weight, tests, failed}`, `value`
 * null where there is none. A value is the average of the hours' averages weighted by their numbers of values, so that of all
 * values but for rounding; of a share it is a percentage. An hour that is cut by one of the zone counts where its middle lies.
 * @param {string} measure a metric's name, or "share:failed", "share:promised"
 * @param zone an IANA name, or undefined for this device's; the one of the series needs no computing
 * @param {string} prefix of the names of the hours to take, such as "2025"; "" for all
 */
export function heatOf(rollup, measure, zone, prefix = '') {
  const cells = Array.from({ length: 7 }, () =>
    Array.from({ length: 24 }, () => ({ value: null, sum: 0, weight: 0, tests: 0, failed: 0 })),
  );
  const share = measure.startsWith('share:') ? SHARES[measure.slice(6)] : null;
  const metric = rollup.metrics.find((m) => m.name === measure);
  rollup.period.forEach((name, i) => {
    if (!name.startsWith(prefix)) {
      return;
    }
    const clock = zone === rollup.zone ? wall(name) : wallAt((rollup.from[i] + rollup.to[i]) / 2, zone);
    const at = new Date(clock);
    const cell = cells[(at.getUTCDay() + 6) % 7][at.getUTCHours()];
    cell.tests += rollup.records[i] + rollup.failures[i];
    cell.failed += rollup.failures[i];
    const [part, whole] = share ? share(rollup, i) : [0, 0];
    const count = share ? whole : (metric?.count[i] ?? 0);
    cell.sum += share ? part * 100 : count > 0 ? metric.avg[i] * count : 0;
    cell.weight += count;
  });
  cells.flat().forEach((cell) => (cell.value = cell.weight > 0 ? cell.sum / cell.weight : null));
  return cells;
}

/** Whether hours of a zone begin within those of the series: then a cell holds tests of the neighbouring half hour too. */
export function cutsHours(rollup, zone) {
  const i = rollup.from.findLastIndex((from, at) => rollup.to[at] - from === HOUR);
  return i >= 0 && zone !== rollup.zone && wallAt(rollup.from[i], zone) % HOUR !== 0;
}

const sorted = (values) => values.sort((a, b) => a - b);
const at = (values, share) => values[Math.round((values.length - 1) * share)];

/**
 * What cells come to: the `low`, `middle` and `high` value, between what most lie (`usual`), and the `best` and `worst` cell,
 * `{weekday, hour, value}`. Best and worst are looked for among cells with at least a quarter of the usual number of values: one
 * lucky test is no good hour.
 * @param better higher, lower or neither (then `best` is the highest). Null where no cell has a value
 */
export function summaryOf(cells, better) {
  const named = cells.flatMap((row, weekday) => row.map((cell, hour) => ({ weekday, hour, ...cell })));
  const all = named.filter((cell) => cell.value !== null);
  if (all.length === 0) {
    return null;
  }
  const values = sorted(all.map((c) => c.value));
  const enough = at(sorted(all.map((c) => c.weight)), 0.5) / 4;
  const known = all.filter((c) => c.weight >= enough).sort((a, b) => a.value - b.value);
  const [best, worst] = better === 'lower' ? [known[0], known.at(-1)] : [known.at(-1), known[0]];
  const usual = { from: at(values, RARE), to: at(values, 1 - RARE) };
  return { low: values[0], middle: at(values, 0.5), high: values.at(-1), usual, best, worst };
}

/**
 * Where a value stands in the colours: -1 (bad) over 0 (the middle) to 1 (good). The farther end of what is usual is 1, so that
 * equal distances look equal. Where neither is better, 0 is the lowest and 1 the highest.
 */
export function shadeOf(value, { middle, usual }, better) {
  const zero = better === 'neither' ? usual.from : middle;
  const far = Math.max(usual.to - zero, zero - usual.from);
  const shade = far > 0 ? Math.min(1, Math.max(better === 'neither' ? 0 : -1, (value - zero) / far)) : Math.sign(value - zero);
  return better === 'lower' ? -shade : shade;
}
