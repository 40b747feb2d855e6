import { keyOf, prefixOf } from './state.js';
import { readManifest, readPayload } from './payload.js';

/** A request that brought nothing usable. `kind`: unreachable, missing (404), refused (other status) or broken. */
export class FetchError extends Error {
  constructor(kind, url, detail) {
    super(`${kind}: ${url} (${detail})`);
    this.kind = kind;
    this.detail = detail;
  }
}

/**
 * A function that fetches JSON and throws nothing but FetchError: `get(url, cache, parse)`, where `cache` is that of fetch and
 * `parse`, JSON.parse by default, makes of the text what is wanted.
 */
export function jsonSource(fetch, timeoutMillis) {
  return async (url, cache, parse = JSON.parse) => {
    let response;
    let text;
    try {
      response = await fetch(url, { cache, credentials: 'same-origin', signal: AbortSignal.timeout(timeoutMillis) });
      text = response.ok ? await response.text() : '';
    } catch (error) {
      throw new FetchError('unreachable', url, error.name);
    }
    if (!response.ok) {
      throw new FetchError(response.status === 404 ? 'missing' : 'refused', url, response.status);
    }
    try {
      return parse(text);
    } catch {
      throw new FetchError('broken', url, 'not JSON');
    }
  };
}

/** Runs a reader over fetched JSON. */
export async function read(get, url, cache, reader) {
  const json = await get(url, cache);
  try {
    return reader(json);
  } catch (error) {
    throw new FetchError('broken', url, error.message);
  }
}

const marked = (manifest) => [...manifest.entries.values()].some((entry) => entry.stale);

/**
 * Whether a fetched manifest may take the place of the one held. Never a lower build; and within one build a stale mark
 * is only ever set, so a copy without it is an older one out of some cache.
 */
export function supersedes(held, next) {
  if (held === null || next.build > held.build) {
    return true;
  }
  return next.build === held.build && (marked(next) || !marked(held));
}

/** The files of one scope, read so that what is shown never goes back to an earlier build. */
export class ScopeReader {
  #get;
  #manifest = null;
  #payloads = new Map();

  /** @param {string} scope "all" or a host. @param get what jsonSource gives */
  constructor(scope, get) {
    this.scope = scope;
    this.#get = get;
    /** Build number of the last manifest that was refused for being lower; null after one that was not. */
    this.refusedBuild = null;
  }

  get build() {
    return this.#manifest?.build ?? null;
  }

  /** The time of the newest sample that the manifest knows of, whichever window has it; null where there is none. */
  get newestSampleAt() {
    // Short windows are built more often, long ones reach further back.
    const times = [...(this.#manifest?.entries.values() ?? [])].map((entry) => entry.lastSampleAt ?? -Infinity);
    const newest = Math.max(-Infinity, ...times);
    return newest === -Infinity ? null : newest;
  }

  /** Fetches the manifest, and takes it if it is not an older one. @throws {FetchError} */
  async refresh(cache = 'no-cache') {
    const next = await read(this.#get, `./${prefixOf(this.scope)}manifest.json`, cache, (json) =>
      readManifest(json, this.scope),
    );
    this.#take(next);
    this.refusedBuild = next.build < this.#manifest.build ? next.build : null;
  }

  /** Takes a manifest that came by another way, if it is one and no older one. */
  offer(json) {
    try {
      this.#take(readManifest(json, this.scope));
    } catch {
      // The next that is fetched will do.
    }
  }

  #take(next) {
    if (supersedes(this.#manifest, next)) {
      this.#manifest = next;
    }
  }

  /** Forgets the payloads, not the build: what is shown later is never an older one. */
  forget() {
    this.#payloads.clear();
  }

  /** What the manifest held says of a snapshot, or null. */
  entry(window, granularity) {
    return this.#manifest?.entries.get(keyOf(this.scope, window, granularity)) ?? null;
  }

  /** The last good snapshot that was fetched, `{payload, entry}`, or null. */
  held(window, granularity) {
    const key = keyOf(this.scope, window, granularity);
    const kept = this.#payloads.get(key);
    if (!kept) {
      return null;
    }
    // The newest entry speaks for the payload only while it names the same version.
    const entry = this.#manifest.entries.get(key);
    return { payload: kept.payload, entry: entry?.versionId === kept.entry.versionId ? entry : kept.entry };
  }

  /** Fetches the payload that the manifest names; reads the manifest again when that version is gone. @throws {FetchError} */
  async fetchPayload(window, granularity, cache = 'default') {
    const key = keyOf(this.scope, window, granularity);
    for (let attempt = 1; ; attempt++) {
      const entry = this.#manifest?.entries.get(key);
      if (!entry) {
        throw new FetchError('missing', key, 'not in the manifest');
      }
      if (this.#payloads.get(key)?.entry.versionId === entry.versionId) {
        return;
      }
      const file = `latest_${window}_${granularity}.json`;
      const url = `./${prefixOf(this.scope)}${file}?versionId=${encodeURIComponent(entry.versionId)}`;
      try {
        const payload = await read(this.#get, url, cache, (json) =>
          readPayload(json, { scope: this.scope, window, granularity }),
        );
        this.#keep(key, entry, payload);
        return;
      } catch (error) {
        if (error.kind !== 'missing' || attempt === 3) {
          throw error;
        }
        await this.refresh();
        if (this.#manifest.entries.get(key)?.versionId === entry.versionId) {
          throw error;
        }
      }
    }
  }

  /** Two answers can overtake each other: the one of the later build stays. */
  #keep(key, entry, payload) {
    const kept = this.#payloads.get(key);
    if (!kept || kept.entry.generatedAt <= entry.generatedAt) {
      this.#payloads.set(key, { entry, payload });
    }
  }
}
