import { FetchError, read } from './client.js';
import { locale, t } from './i18n.js';
import { periodLabel, knownZone } from './periods.js';
import { wallClock } from './zone.js';
import { join, readRollup, rollupUrl, seriesOfRollup, wentBack } from './rollup.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How many days of hours the file of the newest ones has. */
const RECENT_DAYS = 35;
const AGAIN = MINUTE;
/** Files of older hours change by late samples only. */
const YEAR_AGAIN = 10 * MINUTE;
/** For so long an older copy may come out of caches; what still comes after that is so because samples were taken back. */
const CACHES = 3 * MINUTE;
/** Of how many scopes files are kept. */
const KEPT_SCOPES = 12;

/** Series of calendar periods, fetched at most once a minute. The last good one stays when a fetch fails or brings an older one. */
export class CalendarReader {
  #get;
  #scopes = new Map();

  /** @param get what jsonSource gives */
  constructor(get) {
    this.#get = get;
  }

  /**
   * Fetches what a view needs and does not have, or has for longer than a minute. Does not fail; `view` tells.
   * @param {number|'all'} period in days until `now`
   */
  async load(scope, mode, period, now, { force = false } = {}) {
    this.#touch(scope);
    const waiting = [this.#fetch(scope, mode, null, now, force)];
    for (const year of this.#years(scope, mode, period, now)) {
      waiting.push(this.#fetch(scope, 'hourly', year, now, force));
    }
    await Promise.all(waiting);
    this.#of(scope).now.set(`${mode} ${period}`, now);
  }

  /** What was loaded, `{series, problem}`: `series` is null where nothing is there. Null before anything was asked for. */
  view(scope, mode, period) {
    const key = `${mode} ${period}`;
    const now = this.#of(scope).now.get(key);
    if (now === undefined) {
      return null;
    }
    const { rollup, problem } = this.#joined(scope, mode, this.#years(scope, mode, period, now));
    const made = this.#of(scope).series.get(key);
    if (made?.rollup === rollup && now >= made.now && now - made.now < MINUTE && made.locale === locale()) {
      return { series: made.series, problem };
    }
    const start = period === 'all' ? -Infinity : now - period * DAY;
    const label = (name) => periodLabel(mode, name, locale(), t);
    const series = rollup && seriesOfRollup(rollup, start, now, label);
    this.#of(scope).series.set(key, { rollup, now, locale: locale(), series });
    return { series, problem };
  }

  /** A whole series as it was fetched, with the problem of the last fetch: `{rollup, problem}`, both null before. */
  rollup(scope, mode) {
    return this.#joined(scope, mode, []);
  }

  /** Fetches the newest hours and those of some years, which `hours` then gives. Does not fail. */
  async loadHours(scope, years, now, { force = false } = {}) {
    this.#touch(scope);
    await Promise.all([null, ...years].map((year) => this.#fetch(scope, 'hourly', year, now, force)));
  }

  /**
   * The newest hours and those of some years as one series, `{rollup, problem, complete}`. As long as not `complete`, a file of older
   * hours was not read yet, so that an hour that is not there may have tests all the same.
   */
  hours(scope, years) {
    const files = [null, ...years].map((year) => this.#of(scope).files.get(rollupUrl(scope, 'hourly', year)));
    return { ...this.#joined(scope, 'hourly', years), complete: files.every((file) => file?.rollup || file?.absent) };
  }

  #of(scope) {
    if (!this.#scopes.has(scope)) {
      this.#scopes.set(scope, { files: new Map(), series: new Map(), now: new Map() });
    }
    return this.#scopes.get(scope);
  }

  /** Remembers which scopes were looked at last, and forgets all others. */
  #touch(scope) {
    const kept = this.#of(scope);
    this.#scopes.delete(scope);
    this.#scopes.set(scope, kept);
    [...this.#scopes.keys()].slice(0, -KEPT_SCOPES).forEach((other) => this.#scopes.delete(other));
  }

  #years(scope, mode, period, now) {
    if (mode !== 'hourly' || period <= RECENT_DAYS) {
      return [];
    }
    const zone = knownZone(this.#of(scope).files.get(rollupUrl(scope, mode))?.rollup?.zone ?? 'UTC');
    const year = (at) => wallClock(at, zone).year;
    const first = year(now - period * DAY);
    return Array.from({ length: year(now) - first + 1 }, (_, i) => first + i);
  }

  #joined(scope, mode, years) {
    const files = [null, ...years].map((year) => this.#of(scope).files.get(rollupUrl(scope, mode, year))).filter(Boolean);
    const rollups = files.map((f) => f.rollup).filter(Boolean);
    const problem = files.map((f) => f.problem).find(Boolean) ?? null;
    if (rollups.length < 2) {
      return { rollup: rollups[0] ?? null, problem };
    }
    const key = `${mode} of ${years}`;
    const made = this.#of(scope).series.get(key);
    if (made?.of.length === rollups.length && made.of.every((r, i) => r === rollups[i])) {
      return { rollup: made.joined, problem };
    }
    const joined = join(rollups);
    this.#of(scope).series.set(key, { of: rollups, joined });
    return { rollup: joined, problem };
  }

  #fetch(scope, mode, year, now, force) {
    const url = rollupUrl(scope, mode, year);
    const file = this.#of(scope).files.get(url) ?? { rollup: null, problem: null, askedAt: -Infinity, refusedAt: null, absent: false, waiting: null };
    this.#of(scope).files.set(url, file);
    const again = year === null ? AGAIN : YEAR_AGAIN;
    if (!file.waiting && (force || now - file.askedAt >= again || now < file.askedAt)) {
      file.askedAt = now;
      file.waiting = this.#replace(file, url, { scope, mode, year }, now).finally(() => (file.waiting = null));
    }
    return file.waiting ?? Promise.resolve();
  }

  async #replace(file, url, { scope, mode, year }, now) {
    try {
      const next = await read(this.#get, url, 'no-cache', (json) => readRollup(json, { scope, mode }));
      if (file.rollup && isOlder(file, next, now)) {
        file.problem = new FetchError('older', url, 'fewer tests than before');
        return;
      }
      // An equal one keeps its identity, so that nothing is drawn again.
      file.rollup = file.rollup && JSON.stringify(file.rollup) === JSON.stringify(next) ? file.rollup : next;
      file.problem = null;
      file.refusedAt = null;
    } catch (error) {
      // A year of which no hours are set aside yet has no file.
      file.absent = year !== null && error.kind === 'missing';
      file.problem = file.absent ? null : error;
    }
  }
}

function isOlder(file, next, now) {
  if (!wentBack(file.rollup, next)) {
    return false;
  }
  file.refusedAt ??= now;
  return now - file.refusedAt < CACHES;
}
