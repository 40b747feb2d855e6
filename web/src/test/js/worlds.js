// Small made-up files for the tests.
import { readFileSync } from 'node:fs';
import { useMessages } from '../../main/resources/dev/stillframe/web/app/i18n.js';
import { FetchError } from '../../main/resources/dev/stillframe/web/app/client.js';

/** The texts of a language. */
export function messages(lang) {
  const file = `../../main/resources/dev/stillframe/web/app/messages.${lang}.json`;
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

// Tests read English unless they say otherwise.
useMessages('en', messages('en'));

/** A manifest of a scope whose every window and granularity has the version `v{build}`. */
export function manifest(build, { scope = 'all', stale = false } = {}) {
  const prefix = scope === 'all' ? '' : `host=${scope}/`;
  const snapshots = ['1h', '12m'].flatMap((window) =>
    [20, 100].map((points) => ({
      key: `${prefix}latest_${window}_${points}.json`,
      versionId: `v${build}`,
      checksum: 'sha256:00',
      generatedAt: '2025-12-29T08:15:00.000Z',
      expiresAt: '2025-12-29T08:18:00.000Z',
      stale,
      staleSince: stale ? '2025-12-29T08:16:00.000Z' : null,
      staleReason: stale ? 'build-failed' : null,
      lastSampleAt: '2025-12-29T08:14:58.000Z',
    })),
  );
  return { schema: 1, scope, build, generatedAt: '2025-12-29T08:15:00.000Z', snapshots };
}

/** A payload of one metric. Points are `[t, average or null, failed tests]`. */
export function payload(points, { scope = 'all', window = '1h', granularity = 20, bucketMillis = 180_000 } = {}) {
  const avg = points.map(([, v]) => v ?? null);
  return {
    schema: 1,
    scope,
    window,
    granularity,
    bucketMillis,
    points: points.length,
    samples: points.length,
    t: points.map(([t]) => t),
    count: avg.map((v) => (v === null ? 0 : 1)),
    failures: points.map(([, , failed]) => failed ?? 0),
    metrics: { download: { unit: 'Mbit/s', avg, min: avg, max: avg } },
  };
}

/**
 * A `get` as jsonSource gives, over a map from address to an answer, an error, or a list of such: one for each request,
 * the last for all after it; a text is answered as it stands to those who parse it. `asked` are the addresses in order, `caches` what was said of caches.
 */
export function server(files) {
  const asked = [];
  const caches = [];
  const get = async (url, cache, parse) => {
    asked.push(url);
    caches.push(cache);
    const found = files[url];
    const answer = Array.isArray(found) ? (found.length > 1 ? found.shift() : found[0]) : found;
    if (answer instanceof Error) {
      throw answer;
    }
    if (answer === undefined) {
      throw new FetchError('missing', url, 404);
    }
    return parse ? parse(typeof answer === 'string' ? answer : JSON.stringify(answer)) : structuredClone(answer);
  };
  return { get, asked, caches, files };
}
