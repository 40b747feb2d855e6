import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FetchError } from '../../main/resources/dev/stillframe/web/app/client.js';
import { noticesFor } from '../../main/resources/dev/stillframe/web/app/notices.js';
import { Session } from '../../main/resources/dev/stillframe/web/app/session.js';
import { manifest, payload, server } from './worlds.js';

const choice = { scopes: ['all'], window: '1h', granularity: 20 };
const built = Date.parse('2025-12-29T08:15:00Z');
const gone = new FetchError('unreachable', 'x', 'TypeError');
const texts = (session, now) => noticesFor(session.view(), now, { locale: 'en-GB' }).map((n) => n.text);

/** A site that answers well, until a test changes `files`. */
function world() {
  const clock = { now: built + 10_000 };
  const site = server({
    './hosts.json': { schema: 1, hosts: [{ host: 'home', lastSampleAt: null }] },
    './config.json': { schema: 1, metrics: [], thresholds: {} },
    './manifest.json': manifest(3),
    './latest_1h_20.json?versionId=v3': payload([[1000, 5]]),
  });
  const session = new Session(site.get, () => clock.now);
  session.choose(choice);
  return { ...site, clock, session };
}

test('after a good poll there are data and no notice', async () => {
  const { session, clock } = world();
  await session.poll();
  const view = session.view();
  assert.equal(view.payload.t.length, 1);
  assert.equal(view.newestSampleAt, Date.parse('2025-12-29T08:14:58Z'));
  assert.deepEqual(view.hosts, [{ host: 'home', lastSampleAt: null }]);
  assert.deepEqual(texts(session, clock.now), []);
});

test('when the server goes away the last good data stay, and since when is said once', async () => {
  const { session, files, clock } = world();
  await session.poll();
  for (const url of Object.keys(files)) {
    files[url] = gone;
  }
  await session.poll();
  const first = texts(session, clock.now);
  clock.now += 60_000;
  await session.poll();
  assert.equal(session.view().payload.t.length, 1);
  assert.match(first[0], /^The server has not answered since .*Shown are the last good data/);
  assert.deepEqual(texts(session, clock.now), first);
});

test('when the server comes back the notice goes', async () => {
  const { session, files, clock } = world();
  files['./manifest.json'] = gone;
  await session.poll();
  assert.equal(texts(session, clock.now).length, 1);
  files['./manifest.json'] = manifest(3);
  await session.poll();
  assert.deepEqual(texts(session, clock.now), []);
});

test('a builder that died is noticed by the clock alone', async () => {
  const { session } = world();
  await session.poll();
  assert.deepEqual(texts(session, built + 179_999), []);
  assert.match(texts(session, built + 180_000)[0], /^Stale: not updated since .*may have stopped/);
});

test('a failed build is given as the reason', async () => {
  const { session, files, clock } = world();
  files['./manifest.json'] = manifest(3, { stale: true });
  await session.poll();
  assert.match(texts(session, clock.now)[0], /^Stale since .*: the last build failed/);
});

test('a reason that nobody knows is not shown as it stands', async () => {
  const { session, files, clock } = world();
  const odd = manifest(3, { stale: true });
  odd.snapshots.forEach((s) => (s.staleReason = '__proto__'));
  files['./manifest.json'] = odd;
  await session.poll();
  assert.match(texts(session, clock.now)[0], /the builder marked it so/);
});

test('a choice that was never fetched shows nothing of another', async () => {
  const { session, clock } = world();
  await session.poll();
  session.choose({ ...choice, window: '12m' });
  assert.equal(session.view().payload, null);
  assert.deepEqual(texts(session, clock.now), []);
});

test('a scope without a manifest is told from a server that lost one', async () => {
  const { session, files, clock } = world();
  await session.poll();
  session.choose({ ...choice, scopes: ['home'] });
  await session.poll();
  assert.match(texts(session, clock.now)[0], /^Nothing is published for home yet/);
  session.choose(choice);
  delete files['./manifest.json'];
  await session.poll();
  assert.match(texts(session, clock.now)[0], /^The server has not had these files since/);
});

test('an answer for a scope that is no longer shown leaves no trace on the one that is', async () => {
  const { session, clock } = world();
  session.choose({ ...choice, scopes: ['home'] });
  const late = session.poll();
  session.choose(choice);
  await late;
  assert.deepEqual(texts(session, clock.now), []);
});

test('an older build is a slow cache at first, and after two minutes a notice', async () => {
  const { session, files, clock } = world();
  await session.poll();
  files['./manifest.json'] = manifest(2);
  await session.poll();
  clock.now += 119_999;
  assert.equal(session.view().olderBuild, null);
  clock.now += 1;
  assert.equal(session.view().olderBuild, 2);
  assert.equal(texts(session, clock.now).filter((text) => text.includes('older build (2)')).length, 1);
});

test('a device whose clock is behind is told', async () => {
  const { session } = world();
  await session.poll();
  assert.match(texts(session, built - 600_000)[0], /clock is behind/);
});

test('hosts are asked for once a minute, and at once after the device has slept', async () => {
  const { session, asked, clock } = world();
  const lists = () => asked.filter((url) => url === './hosts.json').length;
  await session.poll();
  clock.now += 59_999;
  await session.poll();
  assert.equal(lists(), 1);
  clock.now += 1;
  await session.poll();
  assert.equal(lists(), 2);
  clock.now += 8 * 3_600_000;
  await session.poll();
  assert.equal(lists(), 3);
});

test('periods that could not be had are told of, once and while older ones are shown only', async () => {
  const { session, clock } = world();
  await session.poll();
  const told = (calendar) => noticesFor({ ...session.view(), calendar }, clock.now, {}).map((n) => n.text);
  const series = { t: [1] };
  assert.match(told({ series, problem: gone })[0], /newest numbers could not be fetched/);
  assert.match(told({ series, problem: new FetchError('older', 'x', '') })[0], /is older than what is shown/);
  assert.deepEqual([told({ series, problem: null }), told({ series: null, problem: gone })], [[], []]);
  const away = { ...session.view(), problem: { kind: 'unreachable', since: 0 }, calendar: { series, problem: gone } };
  assert.equal(noticesFor(away, clock.now, {}).length, 1);
});

test('a log that is older than all windows is not taken for none: the list of hosts knows its newest sample', async () => {
  const { session, files } = world();
  const old = manifest(3);
  old.snapshots.forEach((s) => (s.lastSampleAt = null));
  files['./manifest.json'] = old;
  files['./hosts.json'] = {
    schema: 1,
    hosts: [
      { host: 'a', lastSampleAt: '2020-01-01T00:00:00Z' },
      { host: 'b', lastSampleAt: '2021-01-01T00:00:00Z' },
      { host: 'c', lastSampleAt: null },
    ],
  };
  await session.poll();
  assert.equal(session.view('all').newestSampleAt, Date.parse('2021-01-01T00:00:00Z'));
  assert.equal(session.view('a').newestSampleAt, Date.parse('2020-01-01T00:00:00Z'));
  assert.equal(session.view('c').newestSampleAt, null);
});
