import { FetchError, ScopeReader, read } from './client.js';
import { readConfig, readHosts } from './payload.js';

/** How long a manifest may look older than the one held before that is more than a slow cache. */
const OLDER_FOR = 120_000;

/** What the page knows at this moment, from polls that may fail. It holds no timer: somebody calls poll(). */
export class Session {
  #get;
  #now;
  #readers = new Map();
  #state;
  #problem = null;
  #olderSince = null;
  #listRound = 0;

  /** @param get what jsonSource gives. @param {() => number} now epoch milliseconds. @param state what to show first */
  constructor(get, now, state) {
    this.#get = get;
    this.#now = now;
    this.#state = state;
    this.hosts = null;
    this.config = null;
  }

  /** Shows something else. What was fetched of it before is there at once; poll() brings the rest. */
  choose(state) {
    if (state.scope !== this.#state.scope) {
      this.#problem = null;
      this.#olderSince = null;
    }
    this.#state = state;
  }

  /** One round: manifest, payload, and now and then hosts and configuration. Failures are kept, not thrown. */
  async poll() {
    const { scope, window, granularity } = this.#state;
    const reader = this.#reader(scope);
    const lists = this.#pollLists();
    let problem = null;
    try {
      await reader.refresh();
      await reader.fetchPayload(window, granularity);
    } catch (error) {
      if (!(error instanceof FetchError)) {
        throw error;
      }
      problem = error;
    }
    await lists;
    if (scope === this.#state.scope) {
      this.#note(problem, reader);
    }
  }

  /** All that there is to show. */
  view() {
    const { scope, window, granularity } = this.#state;
    const reader = this.#reader(scope);
    const held = reader.held(window, granularity);
    return {
      state: this.#state,
      hosts: this.hosts,
      config: this.config,
      payload: held?.payload ?? null,
      entry: held?.entry ?? reader.entry(window, granularity),
      // The longest window knows of the newest sample whichever window is shown.
      newestSampleAt: reader.entry('12m', granularity)?.lastSampleAt ?? null,
      published: reader.build !== null,
      problem: this.#problem,
      olderBuild: this.#olderSince !== null && this.#now() - this.#olderSince >= OLDER_FOR ? reader.refusedBuild : null,
    };
  }

  #reader(scope) {
    if (!this.#readers.has(scope)) {
      this.#readers.set(scope, new ScopeReader(scope, this.#get));
    }
    return this.#readers.get(scope);
  }

  #note(error, reader) {
    this.#problem = error && { kind: error.kind, detail: error.detail, since: this.#problem?.since ?? this.#now() };
    this.#olderSince = reader.refusedBuild === null ? null : (this.#olderSince ?? this.#now());
  }

  async #pollLists() {
    if (this.hosts !== null && this.config !== null && this.#listRound++ % 6 !== 5) {
      return;
    }
    const keep = async (url, reader, store) => {
      try {
        store(await read(this.#get, url, 'no-cache', reader));
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
