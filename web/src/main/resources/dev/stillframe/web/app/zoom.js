// The part of the time axis that is seen. A range is `{from, to}`; null is all of it. Pure.

/** A range made to lie within the full one, no shorter than `least`; null where that is all. */
export function within(range, full, least) {
  if (!range || !(range.to > full.from && range.from < full.to)) {
    return null;
  }
  const length = Math.min(full.to - full.from, Math.max(range.to - range.from, least));
  const middle = (range.from + range.to) / 2;
  const from = Math.min(Math.max(middle - length / 2, full.from), full.to - length);
  return length >= full.to - full.from ? null : { from, to: from + length };
}

/** A range scaled by a factor (below 1: closer), so that the instant `at` keeps its place. */
export function scaled(range, factor, at) {
  return { from: at - (at - range.from) * factor, to: at + (range.to - at) * factor };
}

/** A range moved by a share of its length, held at the ends of the full one. */
export function moved(range, share, full) {
  const by = Math.min(Math.max((range.to - range.from) * share, full.from - range.from), full.to - range.to);
  return { from: range.from + by, to: range.to + by };
}

/** A range moved no further than needed to hold an instant. */
export function holding(range, at) {
  const by = Math.max(0, at - range.to) + Math.min(0, at - range.from);
  return { from: range.from + by, to: range.to + by };
}
