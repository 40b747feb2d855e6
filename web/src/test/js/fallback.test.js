import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { FetchError } from '../../main/resources/dev/stillframe/web/app/client.js';
import { FallbackReader } from '../../main/resources/dev/stillframe/web/app/fallback.js';
import { noticesFor } from '../../main/resources/dev/stillframe/web/app/notices.js';
import { Session } from '../../main/resources/dev/stillframe/web/app/session.js';
import { manifest, payload, server } from './worlds.js';

const built = Date.parse('2025-12-29T08:15:00Z');
const META = './fallback/host=home/latest_1h_20.meta.json';
const file = (version) => `./fallback/host=home/latest_1h_20.json?versionId=${version}`;
const own = payload([[1000, 77], [200_000, 78]], { scope: 'home' });

function meta(of = own, change = {}) {
  return {
    schema: 1,
    scope: 'home',
    window: '1h',
    granularity: 20,
    generatedAt: '2025-12-29T08:17:00.000Z',
    expiresAt: '2025-12-29T08:20:00.000Z',
    points: of.points,
    lastSampleAt: new Date(of.t.at(-1)).toISOString(),
    versionId: 'f1',
    checksum: `sha256:${createHash('sha256').update(JSON.stringify(of)).digest('hex')}`,
    ...change,
  };
}

/** A host whose last build failed, and that has sent what it computed itself. */
function world(stale = true) {
  const clock = { now: built + 130_000 };
  const site = server({
    './hosts.json': { schema: 1, hosts: [{ host: 'home', lastSampleAt: null }] },
    './config.json': { schema: 1, metrics: [], thresholds: {} },
    './host=home/manifest.json': manifest(3, { scope: 'home', stale }),
    './host=home/latest_1h_20.json?versionId=v3': payload([[1000, 5]], { scope: 'home' }),
    [META]: meta(),
    [file('f1')]: own,
  });
  const session = new Session(site.get, () => clock.now);
  session.choose({ scopes: ['home'], window: '1h', granularity: 20 });
  const texts = () =>
    noticesFor(session.view(), clock.now, { locale: 'en-GB', zone: 'UTC' }).map((n) => n.text);
  return { ...site, clock, session, texts };
}

const fallbacks = (asked) => asked.filter((url) => url.startsWith('./fallback/'));

test('what the host computed itself is shown in place of a stale snapshot, and said to be that', async () => {
  const { session, texts } = world();
  await session.poll();
  const view = session.view();
  assert.equal(view.source, 'fallback');
  assert.deepEqual(view.payload.metrics[0].avg, [77, 78]);
  assert.equal(view.entry.versionId, 'f1');
  assert.equal(view.built.versionId, 'v3');
  assert.deepEqual(texts(), ['Shown is what home computed itself (received 08:17), because the builds fail.']);
});

test('nobody asks for a fallback while the snapshot is fresh', async () => {
  const { session, asked } = world(false);
  await session.poll();
  assert.equal(session.view().source, 'snapshot');
  assert.deepEqual(fallbacks(asked), []);
});

test('a dead builder is reason enough, and a fallback that expires too is told', async () => {
  const { session, clock, texts } = world(false);
  clock.now = built + 181_000;
  await session.poll();
  assert.match(texts()[0], /because no new build has come\.$/);
  clock.now = Date.parse('2025-12-29T08:20:00Z');
  assert.equal(texts()[1], 'This has expired too.');
});

test('when builds come again the snapshot is shown again', async () => {
  const { session, files, texts } = world();
  await session.poll();
  files['./host=home/manifest.json'] = manifest(4, { scope: 'home' });
  files['./host=home/latest_1h_20.json?versionId=v4'] = payload([[1000, 6]], { scope: 'home' });
  await session.poll();
  assert.equal(session.view().source, 'snapshot');
  assert.deepEqual(session.view().payload.metrics[0].avg, [6]);
  assert.deepEqual(texts(), []);
});

test('a fallback is asked for once a minute at most, there or not', async () => {
  const { session, asked, files, clock } = world();
  delete files[META];
  for (let second = 0; second < 60; second += 10) {
    await session.poll();
    clock.now += 10_000;
  }
  assert.equal(fallbacks(asked).length, 1);
  assert.equal(session.view().problem, null);
  await session.poll();
  assert.equal(fallbacks(asked).length, 2);
});

test('one that is older than the snapshot is left alone', async () => {
  const { session, asked, files } = world();
  files[META] = meta(own, { generatedAt: '2025-12-29T08:14:59.000Z' });
  await session.poll();
  assert.equal(session.view().source, 'snapshot');
  assert.deepEqual(fallbacks(asked), [META]);
});

test('for a host that there is not nobody asks for a fallback', async () => {
  const { session, files, asked } = world();
  delete files['./host=home/manifest.json'];
  files['./hosts.json'] = { schema: 1, hosts: [] };
  await session.poll();
  await session.poll();
  assert.deepEqual(fallbacks(asked), []);
});

test('all hosts together have no fallback', async () => {
  const { get, asked, files, clock } = world();
  files['./manifest.json'] = manifest(3, { stale: true });
  files['./latest_1h_20.json?versionId=v3'] = payload([[1000, 5]]);
  const session = new Session(get, () => clock.now);
  await session.choose({ scopes: ['all'], window: '1h', granularity: 20 });
  await session.poll();
  assert.deepEqual(fallbacks(asked), []);
});

test('a host whose snapshots are gone is shown by its fallback', async () => {
  const { session, files } = world();
  delete files['./host=home/manifest.json'];
  await session.poll();
  await session.poll();
  assert.equal(session.view().source, 'fallback');
  assert.equal(session.view().payload.t.length, 2);
  assert.equal(session.view().newestSampleAt, 200_000);
});

for (const [name, change] of Object.entries({
  checksum: { checksum: `sha256:${'0'.repeat(64)}` },
  'number of points': { points: 3 },
  'last sample': { lastSampleAt: '2025-12-29T08:00:00.000Z' },
  scope: { scope: 'office' },
  time: { generatedAt: 'soon' },
})) {
  test(`a fallback whose ${name} does not fit is not shown`, async () => {
    const { session, files } = world();
    files[META] = meta(own, change);
    await session.poll();
    assert.equal(session.view().source, 'snapshot');
    assert.deepEqual(session.view().payload.metrics[0].avg, [5]);
  });
}

test('when another one comes between meta and payload both are read again', async () => {
  const { session, files, asked } = world();
  const next = payload([[1000, 88]], { scope: 'home' });
  files[META] = [meta(), meta(next, { versionId: 'f2' })];
  delete files[file('f1')];
  files[file('f2')] = next;
  await session.poll();
  assert.deepEqual(session.view().payload.metrics[0].avg, [88]);
  assert.deepEqual(fallbacks(asked), [META, file('f1'), META, file('f2')]);
});

test('where a page has no checksums, the points must fit', async () => {
  const { get, files } = world();
  files[META] = meta(own, { checksum: 'sha256:00' });
  const reader = new FallbackReader(get, () => 0, null);
  await reader.look('home', '1h', 20, built);
  assert.equal(reader.held('home', '1h', 20).payload.t.length, 2);
});

test('without its module, and without an answer, all stays as it was', async () => {
  const { get, files, clock } = world();
  const session = new Session(get, () => clock.now, () => Promise.reject(new TypeError('no module')));
  session.choose({ scopes: ['home'], window: '1h', granularity: 20 });
  await session.poll();
  assert.equal(session.view().source, 'snapshot');
  files[META] = new FetchError('unreachable', 'x', 'TypeError');
  const other = new Session(get, () => clock.now);
  other.choose({ scopes: ['home'], window: '1h', granularity: 20 });
  await other.poll();
  assert.equal(other.view().payload.t.length, 1);
});
