import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FetchError } from '../../main/resources/dev/stillframe/web/app/client.js';
import { noticesFor, noticesForAll } from '../../main/resources/dev/stillframe/web/app/notices.js';
import { useMessages } from '../../main/resources/dev/stillframe/web/app/i18n.js';
import { Session } from '../../main/resources/dev/stillframe/web/app/session.js';
import { manifest, messages, payload, server } from './worlds.js';

const built = Date.parse('2025-12-29T08:15:00Z');
const gone = new FetchError('unreachable', 'x', 'TypeError');
const shown = { locale: 'en-GB', zone: 'UTC' };

/** A site with two hosts that answers well, until a test changes `files`. */
function world() {
  const clock = { now: built + 10_000 };
  const site = server({
    './hosts.json': { schema: 1, hosts: [] },
    './config.json': { schema: 1, metrics: [], thresholds: {} },
    './host=home/manifest.json': manifest(3, { scope: 'home' }),
    './host=home/latest_1h_20.json?versionId=v3': payload([[1000, 5]], { scope: 'home' }),
    './host=office/manifest.json': manifest(8, { scope: 'office' }),
    './host=office/latest_1h_20.json?versionId=v8': payload([[1000, 8]], { scope: 'office' }),
  });
  const session = new Session(site.get, () => clock.now);
  session.choose({ scopes: ['home', 'office'], window: '1h', granularity: 20 });
  const texts = () =>
    noticesForAll(['home', 'office'].map((scope) => session.view(scope)), clock.now, shown).map((n) => n.text);
  return { ...site, clock, session, texts };
}

test('scopes side by side have each its own data', async () => {
  const { session, texts } = world();
  await session.poll();
  const first = (scope) => session.view(scope).payload.metrics[0].avg;
  assert.deepEqual([first('home'), first('office')], [[5], [8]]);
  assert.deepEqual(texts(), []);
});

test('a scope that fails takes nothing from the others, and is named', async () => {
  const { session, files, texts } = world();
  await session.poll();
  files['./host=office/manifest.json'] = gone;
  await session.poll();
  assert.equal(session.view('home').problem, null);
  assert.equal(session.view('office').problem.kind, 'unreachable');
  assert.equal(session.view('office').payload.t.length, 1);
  assert.match(texts().join(), /^office: The server has not answered since 08:15\./);
});

test('what is so of all scopes is said once', async () => {
  const { session, clock, texts } = world();
  await session.poll();
  clock.now = built + 180_000;
  assert.deepEqual(texts(), ['Stale: not updated since 08:15. The builder may have stopped.']);
});

test('each scope is heard of as soon as it is there', async () => {
  const { session, get } = world();
  let answer;
  const slow = new Promise((resolve) => (answer = resolve));
  const patient = new Session(async (url, ...rest) => (url.includes('office') && (await slow), get(url, ...rest)), () => 0);
  patient.choose({ scopes: ['home', 'office'], window: '1h', granularity: 20 });
  const parts = [];
  const all = patient.poll({ onPart: (scope) => parts.push(scope) });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(parts, ['home']);
  answer();
  await all;
  assert.deepEqual(parts, ['home', 'office']);
  assert.equal(session.view('office').payload, null);
});

test('a forced poll goes past the caches with every file', async () => {
  const { session, caches, asked } = world();
  await session.poll({ force: true });
  assert.equal(asked.length, 6);
  assert.deepEqual(new Set(caches), new Set(['reload']));
});

test('of polls that overlap the one begun last tells how things are', async () => {
  const { get } = world();
  const answers = [];
  const session = new Session((url, ...rest) => {
    if (!url.includes('manifest')) {
      return get(url, ...rest);
    }
    return new Promise((resolve, reject) => answers.push({ resolve: () => resolve(get(url)), reject }));
  }, () => built);
  session.choose({ scopes: ['home'], window: '1h', granularity: 20 });
  const early = session.poll();
  const late = session.poll();
  answers[1].resolve();
  await late;
  answers[0].reject(gone);
  await early;
  assert.equal(session.view().problem, null);
  assert.equal(session.view().payload.t.length, 1);
});

test('the build shown never goes back, whichever scopes were shown in between', async () => {
  const { session, files } = world();
  await session.poll();
  for (let i = 0; i < 20; i++) {
    session.choose({ scopes: [`other-${i}`], window: '1h', granularity: 20 });
  }
  files['./host=office/manifest.json'] = manifest(7, { scope: 'office' });
  session.choose({ scopes: ['office'], window: '1h', granularity: 20 });
  assert.equal(session.view().payload, null, 'of so many scopes not all payloads are kept');
  await session.poll();
  assert.deepEqual(session.view().payload.metrics[0].avg, [8]);
});

test('a manifest that came with a refresh is shown although the cache has the one before', async () => {
  const { session, files } = world();
  await session.poll();
  files['./host=home/latest_1h_20.json?versionId=v4'] = payload([[1000, 6]], { scope: 'home' });
  session.offer('home', manifest(4, { scope: 'home' }));
  await session.poll();
  assert.deepEqual(session.view('home').payload.metrics[0].avg, [6]);
});

test('the usual step of a host that was shown is known', async () => {
  const { session, files } = world();
  const points = [0, 1, 2, 3, 4, 5].map((n) => [n * 180_000, 1]);
  files['./host=home/latest_1h_20.json?versionId=v3'] = payload(points, { scope: 'home' });
  await session.poll();
  assert.deepEqual([...session.steps], [['home', 180_000]]);
});

test('reading that is closed is called so', async () => {
  const { session, files, texts } = world();
  files['./host=home/manifest.json'] = new FetchError('refused', 'x', 401);
  await session.poll();
  assert.deepEqual(texts(), ['home: Reading is closed here: the server wants a token. Trying again.']);
});

test('notices come in German', async () => {
  const { session, clock } = world();
  await session.poll();
  useMessages('de', messages('de'));
  try {
    const [{ text }] = noticesFor(session.view(), clock.now + 600_000, { locale: 'de', zone: 'UTC' });
    assert.equal(text, 'Veraltet: seit 08:15 nicht aktualisiert. Vielleicht läuft der Builder nicht mehr.');
  } finally {
    useMessages('en', messages('en'));
  }
});
