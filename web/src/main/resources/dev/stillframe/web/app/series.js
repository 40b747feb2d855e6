// From a series to what is drawn: where the line breaks, where nothing was measured, which tests failed. Pure.

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

/**
 * The longest distance that still counts as going on: 2.5 usual steps, but not less than two buckets; of periods, half as much
 * again as one.
 */
export function longestStep(times, bucketMillis, sources) {
  return bucketMillis ? Math.max(2.5 * typicalStep(times, sources), 2 * bucketMillis) : 1.5 * typicalStep(times);
}

/** Indexes of the points at which a metric has a value, in runs that a line may join. */
export function runs(series, metric, sources = 1) {
  const present = series.t.map((_, i) => i).filter((i) => metric.avg[i] !== null);
  const limit = longestStep(present.map((i) => series.t[i]), series.bucketMillis, sources);
  const result = [];
  let last = -1;
  for (const i of present) {
    const joined = last >= 0 && series.t[i] - series.t[last] <= limit && !failedBetween(series, last, i);
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
function failedBetween(series, from, to) {
  for (let i = from + 1; i < to; i++) {
    if (series.count[i] === 0 && series.failures[i] > 0) {
      return true;
    }
  }
  return false;
}

/**
 * Spans `{from, to}` without any sample, within `start` and `end` of the window: those that are longer than a line may
 * cross; of periods, those between them. A failed test is a sample: it is drawn as such, not as silence.
 */
export function silences(series, start, end, sources = 1) {
  if (!series.bucketMillis) {
    const begins = [...series.from, end];
    return begins.map((to, i) => ({ from: i > 0 ? series.to[i - 1] : start, to })).filter(({ from, to }) => to - from > 1000);
  }
  const limit = longestStep(series.t, series.bucketMillis, sources);
  const edges = [start, ...series.t.filter((t) => t > start && t < end), end];
  const result = [];
  for (let i = 1; i < edges.length; i++) {
    if (edges[i] - edges[i - 1] > limit) {
      result.push({ from: edges[i - 1], to: edges[i] });
    }
  }
  return result;
}

/** What was promised, as level lines `{from, to, value}` within a span. @param steps what `promises` gives */
export function promisedLines(steps, start, end) {
  return steps
    .map(({ from, value }, i) => ({ from: Math.max(from, start), to: Math.min(steps[i + 1]?.from ?? Infinity, end), value }))
    .filter(({ from, to, value }) => value !== null && from < to);
}

/** Lowest and highest value of a metric in some points, `{low, high}`, or null without any. */
export function extent(metric) {
  const known = (list) => list.filter((v) => v !== null);
  const low = known(metric?.min ?? []);
  return low.length ? { low: Math.min(...low), high: Math.max(...known(metric.max)) } : null;
}

/** Times of the points with failed tests. */
export function failureTimes(series) {
  return series.t.filter((_, i) => series.failures[i] > 0);
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

/** Lowest minimum, highest maximum, number of tests and of failed ones, in all of a series or within a range of time. */
export function summary(series, metric, range = null) {
  const seen = (_, i) => !range || (series.to[i] >= range.from && series.from[i] <= range.to);
  const sum = (list) => list.filter(seen).reduce((a, b) => a + b, 0);
  const present = (list) => (list ?? []).filter((v, i) => v !== null && seen(v, i));
  const low = present(metric?.min);
  const high = present(metric?.max);
  const failed = sum(series.failures);
  return {
    min: low.length ? Math.min(...low) : null,
    max: high.length ? Math.max(...high) : null,
    tests: sum(series.count) + failed,
    failed,
  };
}
