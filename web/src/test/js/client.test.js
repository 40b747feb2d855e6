import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FetchError, jsonSource, ScopeReader, supersedes } from '../../main/resources/dev/stillframe/web/app/client.js';
import { readManifest } from '../../main/resources/dev/stillframe/web/app/payload.js';
import { manifest, payload, server } from './worlds.js';

const file = (version) => `./latest_1h_20.json?versionId=${version}`;
const one = (value) => payload([[1000, value]]);

test('the payload that the manifest names is the one fetched', async () => {
  const { get, asked } = server({ './manifest.json': manifest(3), [file('v3')]: one(5) });
  const reader = new ScopeReader('all', get);
  await reader.refresh();
  await reader.fetchPayload('1h', 20);
  assert.deepEqual(reader.held('1h', 20).payload.metrics[0].avg, [5]);
  assert.deepEqual(asked, ['./manifest.json', file('v3')]);
});

test('a version that is held is not fetched again', async () => {
  const { get, asked } = server({ './manifest.json': manifest(3), [file('v3')]: one(5) });
  const reader = new ScopeReader('all', get);
  for (let round = 0; round < 3; round++) {
    await reader.refresh();
    await reader.fetchPayload('1h', 20);
  }
  assert.equal(asked.filter((url) => url === file('v3')).length, 1);
});

test('a lower build is never taken, and said', async () => {
  const { get } = server({ './manifest.json': [manifest(7), manifest(6)], [file('v7')]: one(7), [file('v6')]: one(6) });
  const reader = new ScopeReader('all', get);
  for (let round = 0; round < 2; round++) {
    await reader.refresh();
    await reader.fetchPayload('1h', 20);
  }
  assert.equal(reader.build, 7);
  assert.deepEqual(reader.held('1h', 20).payload.metrics[0].avg, [7]);
  assert.equal(reader.refusedBuild, 6);
});

test('whatever order manifests come in, the build shown only rises', async () => {
  const order = [4, 2, 5, 5, 1, 9, 8, 9];
  const { get } = server({ './manifest.json': order.map((b) => manifest(b)) });
  const reader = new ScopeReader('all', get);
  const seen = [];
  for (let i = 0; i < order.length; i++) {
    await reader.refresh();
    seen.push(reader.build);
  }
  assert.deepEqual(seen, [4, 4, 5, 5, 5, 9, 9, 9]);
  assert.equal(reader.refusedBuild, null);
});

test('within a build a stale mark is set but not taken back', () => {
  const held = (m) => readManifest(m, 'all');
  assert.equal(supersedes(held(manifest(3)), held(manifest(3, { stale: true }))), true);
  assert.equal(supersedes(held(manifest(3, { stale: true })), held(manifest(3))), false);
  assert.equal(supersedes(held(manifest(3, { stale: true })), held(manifest(4))), true);
});

test('a new mark on the same version reaches the payload held', async () => {
  const { get } = server({ './manifest.json': [manifest(3), manifest(3, { stale: true })], [file('v3')]: one(5) });
  const reader = new ScopeReader('all', get);
  await reader.refresh();
  await reader.fetchPayload('1h', 20);
  await reader.refresh();
  assert.equal(reader.held('1h', 20).entry.staleReason, 'build-failed');
});

test('when a version is gone the manifest is read again', async () => {
  const { get, asked } = server({ './manifest.json': [manifest(3), manifest(4)], [file('v4')]: one(4) });
  const reader = new ScopeReader('all', get);
  await reader.refresh();
  await reader.fetchPayload('1h', 20);
  assert.deepEqual(asked, ['./manifest.json', file('v3'), './manifest.json', file('v4')]);
  assert.deepEqual(reader.held('1h', 20).payload.metrics[0].avg, [4]);
});

test('when the manifest still names a version that is gone, it ends with an error', async () => {
  const { get, asked } = server({ './manifest.json': manifest(3) });
  const reader = new ScopeReader('all', get);
  await reader.refresh();
  await assert.rejects(reader.fetchPayload('1h', 20), { kind: 'missing' });
  assert.equal(asked.length, 3);
});

test('a payload that can not be had leaves the last good one with what was said of it', async () => {
  const gone = new FetchError('unreachable', 'x', 'TypeError');
  const { get } = server({ './manifest.json': [manifest(3), manifest(4)], [file('v3')]: one(3), [file('v4')]: gone });
  const reader = new ScopeReader('all', get);
  await reader.refresh();
  await reader.fetchPayload('1h', 20);
  await reader.refresh();
  await assert.rejects(reader.fetchPayload('1h', 20), { kind: 'unreachable' });
  assert.deepEqual(reader.held('1h', 20).payload.metrics[0].avg, [3]);
  assert.equal(reader.held('1h', 20).entry.versionId, 'v3');
});

for (const [name, torn] of Object.entries({
  'of another scope': payload([[1, 1]], { scope: 'other' }),
  'with a column too short': { ...one(1), failures: [] },
  'with times out of order': payload([[2, 1], [1, 1]]),
  'with text for numbers': { ...one(1), metrics: { download: { unit: 'x', avg: ['<b>'], min: [1], max: [1] } } },
  'that is null': null,
})) {
  test(`a payload ${name} is refused`, async () => {
    const { get } = server({ './manifest.json': manifest(3), [file('v3')]: torn });
    const reader = new ScopeReader('all', get);
    await reader.refresh();
    await assert.rejects(reader.fetchPayload('1h', 20), { kind: 'broken' });
    assert.equal(reader.held('1h', 20), null);
  });
}

test('a host with a hostile name stays within its own folder of addresses', async () => {
  const { get, asked } = server({});
  await assert.rejects(new ScopeReader('../x?y#z', get).refresh(), { kind: 'missing' });
  assert.deepEqual(asked, ['./host=..%2Fx%3Fy%23z/manifest.json']);
});

test('every way of failing to fetch has its kind', async () => {
  const answer = (status, body) => async () => new Response(body, { status });
  const kind = (fetch) => jsonSource(fetch, 1000)('./a', 'default').then(() => 'ok', (e) => e.kind);
  assert.equal(await kind(answer(200, '{}')), 'ok');
  assert.equal(await kind(answer(200, '{"a":')), 'broken');
  assert.equal(await kind(answer(404, '')), 'missing');
  assert.equal(await kind(answer(503, '')), 'refused');
  assert.equal(await kind(async () => Promise.reject(new TypeError('failed'))), 'unreachable');
});

test('a text can be read as something else than JSON', async () => {
  const get = jsonSource(async () => new Response('{"a":1}'), 1000);
  assert.equal(await get('./a', 'default', String), '{"a":1}');
});

test('the newest sample is known from whichever window knows it', async () => {
  const mixed = manifest(3);
  mixed.snapshots.forEach((s) => (s.lastSampleAt = s.key.includes('12m') ? '2025-12-29T08:00:00.000Z' : null));
  mixed.snapshots[1].lastSampleAt = '2025-12-29T08:14:00.000Z';
  const reader = new ScopeReader('all', server({ './manifest.json': mixed }).get);
  assert.equal(reader.newestSampleAt, null);
  await reader.refresh();
  assert.equal(reader.newestSampleAt, Date.parse('2025-12-29T08:14:00Z'));
});

test('a manifest that came with a finished refresh is taken, and an older file after it is not', async () => {
  const { get } = server({ './manifest.json': manifest(3), [file('v4')]: one(4) });
  const reader = new ScopeReader('all', get);
  reader.offer(manifest(4));
  reader.offer({ schema: 1, scope: 'home', build: 9, snapshots: [] });
  reader.offer(null);
  await reader.refresh();
  await reader.fetchPayload('1h', 20);
  assert.equal(reader.build, 4);
  assert.deepEqual(reader.held('1h', 20).payload.metrics[0].avg, [4]);
});
