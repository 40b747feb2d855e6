import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPayload } from '../../main/resources/dev/stillframe/web/app/payload.js';
import { slotsOf } from '../../main/resources/dev/stillframe/web/app/slots.js';
import { payload } from './worlds.js';

const now = Date.parse('2025-12-29T08:15:00Z');
const at = (time) => Date.parse(`2025-12-29T${time}Z`);
const about = { scope: 'all', window: '1d', granularity: 500 };
const day = (points, change = () => {}) => {
  const json = payload(points, { ...about, bucketMillis: 172_800 });
  change(json);
  return readPayload(json, about);
};

test('a test each quarter of an hour is its own slot, exactly', () => {
  const slots = slotsOf(day([[at('07:02:00'), 5], [at('07:15:00'), 6], [at('07:45:30'), null, 1]]), now, 'UTC');
  assert.equal(slots.approximate, false);
  assert.deepEqual(slots.from, [at('07:00:00'), at('07:15:00'), at('07:45:00')]);
  assert.deepEqual(slots.count, [1, 1, 0]);
  assert.deepEqual(slots.failures, [0, 0, 1]);
  assert.deepEqual(slots.metrics[0].avg, [5, 6, null]);
  assert.equal(slots.end - slots.start, 86_400_000);
  assert.ok(slots.end > now && slots.end - now <= 172_800);
});

test('several buckets of a slot are averaged by their tests, and lowest and highest are kept', () => {
  const several = (json) => {
    json.count = [3, 1];
    Object.assign(json.metrics.download, { min: [1, 8], max: [9, 8] });
  };
  const slots = slotsOf(day([[at('07:02:00'), 5], [at('07:09:00'), 8]], several), now, 'UTC');
  assert.equal(slots.approximate, true);
  assert.deepEqual([slots.count, slots.metrics[0].avg, slots.metrics[0].min, slots.metrics[0].max], [[4], [5.75], [1], [9]]);
});

test('a failed test in a slot does not count as a value', () => {
  const slots = slotsOf(day([[at('07:02:00'), 5], [at('07:09:00'), null, 2]]), now, 'UTC');
  assert.equal(slots.approximate, true);
  assert.deepEqual([slots.count, slots.failures, slots.metrics[0].avg], [[1], [2], [5]]);
});

test('quarter hours are those of the clock of the zone', () => {
  const slots = slotsOf(day([[at('07:02:00'), 5]]), now, 'Asia/Kathmandu');
  assert.deepEqual(slots.from, [at('07:00:00')]);
  assert.deepEqual(slotsOf(day([[at('07:02:00'), 5]]), now, 'Mars/Olympus').from, [at('07:00:00')]);
  assert.deepEqual(slotsOf(day([]), now, 'UTC').t, []);
});
