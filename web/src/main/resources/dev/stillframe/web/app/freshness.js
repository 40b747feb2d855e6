// Whether what is shown is as new as it should be. Pure: the time comes in.

/**
 * @param entry what the manifest says of the snapshot
 * @param {number} now epoch milliseconds
 * @returns {null | {reason: string, since: number}} null when fresh. A mark by the builder tells more than the expiry;
 *   the expiry is what tells when no builder is alive to set a mark.
 */
export function staleness(entry, now) {
  if (entry.stale) {
    return { reason: entry.staleReason ?? 'unknown', since: entry.staleSince ?? entry.generatedAt };
  }
  // Written so that a time that is not a number counts as passed.
  if (!(now < entry.expiresAt)) {
    return { reason: 'expired', since: entry.expiresAt };
  }
  return null;
}

/** Whether this device's clock is so far behind that ages and expiry can't be trusted. */
export function clockIsBehind(entry, now) {
  return entry.generatedAt - now > 120_000;
}

/** Milliseconds to the next poll: less often while nobody looks. */
export function pollDelay(hidden) {
  return hidden ? 60_000 : 10_000;
}
