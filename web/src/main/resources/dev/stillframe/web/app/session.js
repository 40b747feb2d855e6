import { FetchError, ScopeReader, read } from './client.js';
import { staleness } from './freshness.js';
import { stepOf } from './hosts.js';
import { readConfig, readHosts } from './payload.js';

/** So long a slow cache may show an older manifest. */
const OLDER_FOR = 120_000;
/** How often hosts and configuration are asked for. */
const LISTS_AGAIN = 60_000;
/** Of how many scopes payloads are kept. */
const KEPT_SCOPES = 12;

/** What the page knows at this moment, from polls that may fail. It holds no timer: somebody calls poll(). */
export class Session {
  #get;
  #now;
  #loadFallback;
  #fallback = null;
  #tracks = new Map();
  #choice = { scopes: ['all'], window: '1d', granularity: 100 };
  #listsAt = -Infinity;

  /**
   * @param get what jsonSource gives
   * @param {() => number} now epoch milliseconds
   * @param loadFallback gives the module fallback.js, when it is needed
   */
  constructor(get, now, loadFallback = () => import('./fallback.js')) {
    this.#get = get;
    this.#now = now;
    this.#loadFallback = loadFallback;
    this.hosts = null;
    this.config = null;
    /** The usual step of hosts that were shown, in milliseconds. */
    this.steps = new Map();
  }

  /**
   * Shows something else. What was fetched of it before is there at once; poll() brings the rest.
   * @param {{scopes: string[], window: string, granularity: number}} choice
   */
  choose({ scopes, window, granularity }) {
    for (const scope of scopes) {
      const track = this.#track(scope);
      if (!this.#choice.scopes.includes(scope)) {
        Object.assign(track, { problem: null, olderSince: null });
      }
      // The map has the scope chosen last at its end.
      this.#tracks.delete(scope);
      this.#tracks.set(scope, track);
    }
    this.#choice = { scopes: [...scopes], window, granularity };
    [...this.#tracks.values()].slice(0, -KEPT_SCOPES).forEach((track) => track.reader.forget());
  }

  /**
   * One round: manifest and payload of each chosen scope, and now and then hosts and configuration. Failures are kept, each
   * for its scope, not thrown.
   * @param {{force?: boolean, onPart?: (scope: string) => void}} how `force` goes past all caches; `onPart` hears of each scope
   *   that is done
   */
  async poll({ force = false, onPart = () => {} } = {}) {
    const scopes = this.#choice.scopes;
    await Promise.all([
      this.#pollLists(force),
      ...scopes.map(async (scope) => {
        await this.#pollScope(scope, force);
        onPart(scope);
      }),
    ]);
  }

  async #pollScope(scope, force) {
    const { window, granularity } = this.#choice;
    const track = this.#track(scope);
    const turn = ++track.turn;
    const { reader } = track;
    let problem = null;
    try {
      await reader.refresh(force ? 'reload' : 'no-cache');
      await reader.fetchPayload(window, granularity, force ? 'reload' : 'default');
    } catch (error) {
      if (!(error instanceof FetchError)) {
        throw error;
      }
      problem = error;
    }
    // Of polls that overlap the one begun last tells how things are, and none of a scope that is not shown any more.
    if (turn === track.turn && this.#choice.scopes.includes(scope)) {
      track.problem =
        problem && { kind: problem.kind, detail: problem.detail, since: track.problem?.since ?? this.#now() };
      track.olderSince = reader.refusedBuild === null ? null : (track.olderSince ?? this.#now());
    }
    const held = reader.held(window, granularity);
    if (scope !== 'all') {
      const step = held && stepOf(held.payload);
      if (step) {
        this.steps.set(scope, step);
      }
      const entry = held?.entry ?? reader.entry(window, granularity);
      const lost = problem?.kind === 'missing' && this.hosts?.some(({ host }) => host === scope);
      if (entry ? staleness(entry, this.#now()) : lost) {
        await this.#pollFallback(scope, window, granularity, entry);
      }
    }
  }

  async #pollFallback(scope, window, granularity, entry) {
    if (this.#fallback === null) {
      try {
        const { FallbackReader } = await this.#loadFallback();
        this.#fallback ??= new FallbackReader(this.#get, this.#now);
      } catch {
        return; // The next poll tries again.
      }
    }
    await this.#fallback.look(scope, window, granularity, entry?.generatedAt ?? -Infinity);
  }

  /** Takes the manifest of a finished refresh: a cache may still give an older one. */
  offer(scope, manifest) {
    this.#track(scope).reader.offer(manifest);
  }

  /**
   * All that there is to show of a scope. `entry` speaks for `payload`: the newest snapshot that could be had, or (`source:
   * 'fallback'`) what the host computed itself; `built` is what the manifest says of the newest.
   */
  view(scope = this.#choice.scopes[0]) {
    const { window, granularity } = this.#choice;
    const { reader, problem, olderSince } = this.#track(scope);
    const held = reader.held(window, granularity);
    const built = reader.entry(window, granularity);
    const fallback = this.#fallbackFor(scope, held?.entry ?? built);
    const entry = fallback?.entry ?? held?.entry ?? built;
    const times = [reader.newestSampleAt, fallback?.entry.lastSampleAt].filter(Number.isFinite);
    return {
      scope,
      state: { scope, window, granularity },
      hosts: this.hosts,
      config: this.config,
      payload: (fallback ?? held)?.payload ?? null,
      entry,
      built,
      source: fallback ? 'fallback' : 'snapshot',
      newestSampleAt: times.length > 0 ? Math.max(...times) : this.#listed(scope),
      published: reader.build !== null,
      problem,
      olderBuild: olderSince !== null && this.#now() - olderSince >= OLDER_FOR ? reader.refusedBuild : null,
    };
  }

  /** The newest sample that the list of hosts knows: also one that is older than all windows. */
  #listed(scope) {
    const own = (this.hosts ?? []).filter(({ host }) => scope === 'all' || host === scope);
    const times = own.map((host) => host.lastSampleAt).filter(Number.isFinite);
    return times.length > 0 ? Math.max(...times) : null;
  }

  #fallbackFor(scope, entry) {
    const { window, granularity } = this.#choice;
    const fallback = this.#fallback?.held(scope, window, granularity) ?? null;
    const wanted = !entry || staleness(entry, this.#now());
    return wanted && fallback?.entry.generatedAt > (entry?.generatedAt ?? -Infinity) ? fallback : null;
  }

  #track(scope) {
    if (!this.#tracks.has(scope)) {
      const reader = new ScopeReader(scope, this.#get);
      this.#tracks.set(scope, { reader, problem: null, olderSince: null, turn: 0 });
    }
    return this.#tracks.get(scope);
  }

  async #pollLists(force) {
    // By the clock: a device that slept has made no rounds, and would take hosts for silent that are not.
    const since = this.#now() - this.#listsAt;
    if (this.hosts !== null && this.config !== null && since >= 0 && since < LISTS_AGAIN && !force) {
      return;
    }
    this.#listsAt = this.#now();
    const keep = async (url, reader, store) => {
      try {
        store(await read(this.#get, url, force ? 'reload' : 'no-cache', reader));
      } catch (error) {
        // The list held stays; the manifest's own failure tells the reader that something is wrong.
        if (!(error instanceof FetchError)) {
          throw error;
        }
      }
    };
    await Promise.all([
      keep('./hosts.json', readHosts, (hosts) => (this.hosts = hosts)),
      keep('./config.json', readConfig, (config) => (this.config = config)),
    ]);
  }
}
