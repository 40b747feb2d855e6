import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockIsBehind, pollDelay, staleness } from '../../main/resources/dev/stillframe/web/app/freshness.js';

const entry = { generatedAt: 1000, expiresAt: 4000, stale: false, staleSince: null, staleReason: null };

test('what is within its time and not marked is fresh', () => {
  assert.equal(staleness(entry, 3999), null);
});

test('at its expiry a snapshot is stale, whether or not a builder is alive to say so', () => {
  assert.deepEqual(staleness(entry, 4000), { reason: 'expired', since: 4000 });
});

test('a mark makes a snapshot stale before it expires, with its reason', () => {
  const marked = { ...entry, stale: true, staleSince: 2000, staleReason: 'build-failed' };
  assert.deepEqual(staleness(marked, 2500), { reason: 'build-failed', since: 2000 });
});

test('the reason of a mark stays when the snapshot has expired too', () => {
  const marked = { ...entry, stale: true, staleSince: 2000, staleReason: 'builder-late' };
  assert.equal(staleness(marked, 9000).reason, 'builder-late');
});

test('a mark without time or reason is still a mark', () => {
  assert.deepEqual(staleness({ ...entry, stale: true }, 2000), { reason: 'unknown', since: 1000 });
});

test('an expiry that is no time counts as passed', () => {
  assert.equal(staleness({ ...entry, expiresAt: NaN }, 2000).reason, 'expired');
});

test('a device is said to be behind only when it is by more than two minutes', () => {
  assert.equal(clockIsBehind({ ...entry, generatedAt: 200_000 }, 80_000), false);
  assert.equal(clockIsBehind({ ...entry, generatedAt: 200_000 }, 79_999), true);
});

test('a hidden page asks less often', () => {
  assert.ok(pollDelay(true) > pollDelay(false));
});
