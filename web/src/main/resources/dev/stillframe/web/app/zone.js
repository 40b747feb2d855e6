// Wall clocks of time zones.

/** Whether the browser knows a zone. */
export function isZone(name) {
  try {
    return typeof name === 'string' && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** The zone to show times in, an IANA name, or undefined for the viewer's own. */
export function zoneOf(state, config) {
  if (state.zone === 'viewer') {
    return undefined;
  }
  return state.zone === 'deployment' && isZone(config?.zone) ? config.zone : 'UTC';
}

/** The name of a zone as zoneOf gives it. */
export function zoneName(zone) {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const formats = new Map();

function clock(zone) {
  if (!formats.has(zone)) {
    const two = '2-digit';
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two };
    formats.set(zone, new Intl.DateTimeFormat('en-US', { ...parts, hourCycle: 'h23', timeZone: zone }));
  }
  return formats.get(zone);
}

/** What a wall clock shows at an instant: `{year, month (0 to 11), day, hour, minute, second}`. */
export function wallClock(instant, zone) {
  const at = { month: 0 };
  for (const { type, value } of clock(zone).formatToParts(instant)) {
    at[type] = Number(value);
  }
  return { year: at.year, month: at.month - 1, day: at.day, hour: at.hour, minute: at.minute, second: at.second };
}

/** The wall clock at an instant in a zone (undefined: that of this device), as epoch milliseconds of the same clock in UTC. */
export function wallAt(t, zone) {
  const { year, month, day, hour, minute, second } = wallClock(t, zone);
  return Date.UTC(year, month, day, hour, minute, second);
}

/** The instant at which a wall clock shows a time; parts may overflow as those of Date. What a clock change skips is taken as later. */
export function instantOf(zone, year, month, day = 1, hour = 0, minute = 0) {
  const wanted = Date.UTC(year, month, day, hour, minute);
  const offset = (instant) => wallAt(instant, zone) - Math.floor(instant / 1000) * 1000;
  const before = wanted - offset(wanted - 86_400_000);
  if (before + offset(before) === wanted) {
    return before;
  }
  const after = wanted - offset(wanted + 86_400_000);
  return after + offset(after) === wanted ? after : before;
}
