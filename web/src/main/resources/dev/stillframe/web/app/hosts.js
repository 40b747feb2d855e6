// Which hosts are silent. Pure: the time comes in.

const DAY = 86_400_000;
/** Builds, caches and polls take their time. */
const LEAST = 600_000;

/** The usual distance between the samples of a payload in milliseconds, or null where that cannot be told. */
export function stepOf({ t, count, failures }) {
  const steps = t
    .slice(1)
    .map((time, i) => (time - t[i]) / (count[i + 1] + failures[i + 1]))
    .filter((step) => step > 0 && step < Infinity)
    .sort((a, b) => a - b);
  // The middle one: an outage makes only few steps long.
  return steps.length < 4 ? null : steps[steps.length >> 1];
}

/**
 * Which hosts are silent: their newest sample is older than three times their usual step, or than a day where no step is known.
 * @param {{host: string, lastSampleAt: number | null}[]} hosts as hosts.json has them
 * @param {number} now epoch milliseconds
 * @param {Map<string, number>} steps milliseconds by host, of those whose step is known
 * @returns {{host: string, lastSampleAt: number | null, silent: boolean}[]} in the same order
 */
export function silentHosts(hosts, now, steps = new Map()) {
  return hosts.map(({ host, lastSampleAt }) => {
    const patience = steps.has(host) ? Math.max(LEAST, 3 * steps.get(host)) : DAY;
    return { host, lastSampleAt, silent: lastSampleAt === null || now - lastSampleAt > patience };
  });
}
