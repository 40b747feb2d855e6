import { FetchError, read } from './client.js';
import { readPayload } from './payload.js';
import { keyOf } from './state.js';

/** How often at most one file is asked for. */
const AGAIN = 60_000;

/** What the meta of a fallback says, in the form of a manifest's entry. @throws {Error} when it is no such meta */
function readMeta(json, { scope, window, granularity }) {
  if (json?.schema !== 1 || json.scope !== scope || json.window !== window || json.granularity !== granularity) {
    throw new Error('another meta than the one asked for');
  }
  return {
    versionId: String(json.versionId),
    generatedAt: Date.parse(json.generatedAt),
    expiresAt: Date.parse(json.expiresAt),
    stale: false,
    staleSince: null,
    staleReason: null,
    lastSampleAt: json.lastSampleAt === null ? null : Date.parse(json.lastSampleAt),
    points: json.points,
    checksum: json.checksum,
  };
}

/** The payloads that hosts computed themselves, for when no build renews the snapshots. Never for all hosts together. */
export class FallbackReader {
  #get;
  #now;
  #digest;
  #held = new Map();
  #asked = new Map();

  /**
   * @param get what jsonSource gives. @param {() => number} now epoch milliseconds
   * @param digest SHA-256 of bytes; null where the browser has none, which is on a page without TLS
   */
  constructor(get, now, digest = globalThis.crypto?.subtle ? (bytes) => crypto.subtle.digest('SHA-256', bytes) : null) {
    this.#get = get;
    this.#now = now;
    this.#digest = digest;
  }

  /** The newest fallback that was found, as `{payload, entry}`, or null. */
  held(scope, window, granularity) {
    return this.#held.get(keyOf(scope, window, granularity)) ?? null;
  }

  /**
   * Looks for a fallback that is newer than `generatedAt`; not more often than once a minute. That there is none is no failure,
   * and any other failure leaves what is held.
   */
  async look(scope, window, granularity, generatedAt) {
    const key = keyOf(scope, window, granularity);
    const now = this.#now();
    const since = now - (this.#asked.get(key) ?? -Infinity);
    if (scope === 'all' || (since >= 0 && since < AGAIN)) {
      return;
    }
    this.#asked.set(key, now);
    try {
      // Another one may come between meta and payload: then both are read again, once.
      (await this.#read(scope, window, granularity, generatedAt)) ||
        (await this.#read(scope, window, granularity, generatedAt));
    } catch (error) {
      if (!(error instanceof FetchError)) {
        throw error;
      }
    }
  }

  /** Says whether nothing is left to be done: a fallback is held, or there is no newer one. */
  async #read(scope, window, granularity, generatedAt) {
    const key = keyOf(scope, window, granularity);
    const asked = { scope, window, granularity };
    const path = `./fallback/host=${encodeURIComponent(scope)}/latest_${window}_${granularity}`;
    const entry = await read(this.#get, `${path}.meta.json`, 'no-cache', (json) => readMeta(json, asked));
    const held = this.#held.get(key);
    if (!(entry.generatedAt > generatedAt) || held?.entry.versionId === entry.versionId) {
      return true;
    }
    const url = `${path}.json?versionId=${encodeURIComponent(entry.versionId)}`;
    let text;
    let payload;
    try {
      text = await this.#get(url, 'default', String);
      payload = readPayload(JSON.parse(text), asked);
    } catch (error) {
      if (error.kind && error.kind !== 'missing') {
        throw error;
      }
      return false;
    }
    if (payload.t.length !== entry.points || (payload.t.at(-1) ?? null) !== entry.lastSampleAt) {
      return false;
    }
    if (this.#digest && (await this.#checksum(text)) !== entry.checksum) {
      return false;
    }
    if (!(this.#held.get(key)?.entry.generatedAt > entry.generatedAt)) {
      this.#held.set(key, { payload, entry });
    }
    return true;
  }

  async #checksum(text) {
    const sum = new Uint8Array(await this.#digest(new TextEncoder().encode(text)));
    return `sha256:${[...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }
}
