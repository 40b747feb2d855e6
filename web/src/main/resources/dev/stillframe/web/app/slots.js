// Quarter hours of the last day, made of the buckets of the window 1d cut into 500. Pure.
import { knownZone } from './periods.js';
import { wallAt } from './zone.js';

const QUARTER = 15 * 60_000;

/** The beginning of the quarter hour of the wall clock that an instant lies in. */
export function quarterOf(t, zone) {
  const second = Math.floor(t / 1000) * 1000;
  return second - (wallAt(second, zone) % QUARTER);
}

/**
 * A Series of quarter hours. A bucket counts where its last test lies, so the numbers are exact as long as no bucket has
 * more than one test; else `approximate` is true: others of a bucket may be up to a bucket's length, 2.9 minutes, earlier.
 * An average is that of the buckets' averages, weighted by their tests and rounded to two decimals.
 * @param payload what readPayload gives for 1d/500. @param {number} now epoch milliseconds. @param zone of the deployment
 */
export function slotsOf(payload, now, zone) {
  const slots = new Map();
  payload.t.forEach((t, i) => {
    const from = quarterOf(t, knownZone(zone));
    slots.set(from, [...(slots.get(from) ?? []), i]);
  });
  const from = [...slots.keys()];
  const groups = [...slots.values()];
  const sum = (column) => groups.map((group) => group.reduce((all, i) => all + column[i], 0));
  const end = payload.bucketMillis * (Math.floor(now / payload.bucketMillis) + 1);
  return {
    scope: payload.scope,
    mode: 'minute',
    zone,
    // Points stand in the middle of their quarter hours, of which the first and the last may go beyond the window.
    start: Math.min(end - payload.granularity * payload.bucketMillis, ...from.slice(0, 1)),
    end: Math.max(end, ...from.slice(-1).map((at) => at + QUARTER)),
    t: from.map((at) => at + QUARTER / 2),
    from,
    to: from.map((at) => at + QUARTER),
    count: sum(payload.count),
    failures: sum(payload.failures),
    metrics: payload.metrics.map((m) => metricOf(m, groups, payload.count)),
    bucketMillis: QUARTER,
    stepMillis: null,
    labels: null,
    approximate: payload.count.some((n, i) => n + payload.failures[i] > 1),
  };
}

function metricOf({ name, unit, avg, min, max }, groups, count) {
  const valued = groups.map((group) => group.filter((i) => avg[i] !== null));
  const pick = (of) => valued.map((group) => (group.length === 0 ? null : of(group)));
  return {
    name,
    unit,
    avg: pick((group) => weighted(group.map((i) => [avg[i], Math.max(1, count[i])]))),
    min: pick((group) => Math.min(...group.map((i) => min[i]))),
    max: pick((group) => Math.max(...group.map((i) => max[i]))),
  };
}

function weighted(values) {
  const [sum, weight] = values.reduce(([s, w], [value, n]) => [s + value * n, w + n], [0, 0]);
  return values.length === 1 ? values[0][0] : Math.round((sum / weight) * 100) / 100;
}
