// From a payload to what is drawn: where the line breaks, where nothing was measured, which tests failed. Pure.

/**
 * The usual distance of consecutive times, or 0 when there are fewer than two. With several sources that report in
 * bunches most distances are the short ones within a bunch; the usual one is then the middle of the longest share,
 * one in `sources`.
 */
export function typicalStep(times, sources = 1) {
  const steps = times.slice(1).map((t, i) => t - times[i]).sort((a, b) => a - b);
  if (steps.length === 0) {
    return 0;
  }
  const share = Math.min(0.95, 1 - 1 / (2 * Math.max(1, sources)));
  return steps[Math.floor((steps.length - 1) * share)];
}

/** The longest distance that still counts as going on: 2.5 usual steps, but not less than two buckets. */
export function longestStep(times, bucketMillis, sources) {
  return Math.max(2.5 * typicalStep(times, sources), 2 * bucketMillis);
}

/** Indexes of the points at which a metric has a value, in runs that a line may join. */
export function runs(payload, metric, sources = 1) {
  const present = payload.t.map((_, i) => i).filter((i) => metric.avg[i] !== null);
  const limit = longestStep(present.map((i) => payload.t[i]), payload.bucketMillis, sources);
  const result = [];
  let last = -1;
  for (const i of present) {
    const joined = last >= 0 && payload.t[i] - payload.t[last] <= limit && !failedBetween(payload, last, i);
    if (joined) {
      result.at(-1).push(i);
    } else {
      result.push([i]);
    }
    last = i;
  }
  return result;
}

/** Whether between two points lies one at which every test failed. */
function failedBetween(payload, from, to) {
  for (let i = from + 1; i < to; i++) {
    if (payload.count[i] === 0 && payload.failures[i] > 0) {
      return true;
    }
  }
  return false;
}

/**
 * Spans `{from, to}` without any sample, within `start` and `end` of the window: those that are longer than a line may
 * cross. A failed test is a sample: it is drawn as such, not as silence.
 */
export function silences(payload, start, end, sources = 1) {
  const limit = longestStep(payload.t, payload.bucketMillis, sources);
  const edges = [start, ...payload.t.filter((t) => t > start && t < end), end];
  const result = [];
  for (let i = 1; i < edges.length; i++) {
    if (edges[i] - edges[i - 1] > limit) {
      result.push({ from: edges[i - 1], to: edges[i] });
    }
  }
  return result;
}

/** Times of the points with failed tests. */
export function failureTimes(payload) {
  return payload.t.filter((_, i) => payload.failures[i] > 0);
}

/** The newest point of a metric, `{index, t, value}`, or null. */
export function newestValue(payload, metric) {
  const index = metric.avg.findLastIndex((v) => v !== null);
  return index < 0 ? null : { index, t: payload.t[index], value: metric.avg[index] };
}

/** Index of the time nearest to an instant, or -1 when there is none. */
export function nearest(times, instant) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < instant) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low === times.length) {
    return times.length - 1;
  }
  return low > 0 && instant - times[low - 1] <= times[low] - instant ? low - 1 : low;
}

/** The window of a payload when it was built, `{start, end}`; the end is exclusive. */
export function windowOf(payload, generatedAt) {
  const bucket = payload.bucketMillis;
  const end = (Math.floor(generatedAt / bucket) + 1) * bucket;
  return { start: end - bucket * payload.granularity, end };
}

/** Lowest minimum, highest maximum, number of tests and of failed ones in all of a payload. */
export function summary(payload, metric) {
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const present = (list) => (list ?? []).filter((v) => v !== null);
  const low = present(metric?.min);
  const high = present(metric?.max);
  return {
    min: low.length ? Math.min(...low) : null,
    max: high.length ? Math.max(...high) : null,
    tests: sum(payload.count) + sum(payload.failures),
    failed: sum(payload.failures),
  };
}
