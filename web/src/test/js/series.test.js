import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestValue, readPayload, seriesOf, windowOf } from '../../main/resources/dev/stillframe/web/app/payload.js';
import * as series from '../../main/resources/dev/stillframe/web/app/series.js';
import { payload } from './worlds.js';

const asked = { scope: 'all', window: '1h', granularity: 20 };
const made = (points, bucketMillis = 10) => readPayload(payload(points, { bucketMillis }), asked);
const runsOf = (p, sources) => series.runs(p, p.metrics[0], sources);
const at = (...times) => made(times.map((t) => [t, 1]));

test('points at the usual distance are one run', () => {
  assert.deepEqual(runsOf(at(0, 100, 200, 300)), [[0, 1, 2, 3]]);
});

test('one sample missing is no gap, two are', () => {
  assert.deepEqual(runsOf(at(0, 100, 200, 400, 500)), [[0, 1, 2, 3, 4]]);
  assert.deepEqual(runsOf(at(0, 100, 200, 500, 600)), [[0, 1, 2], [3, 4]]);
});

test('up to two buckets is never a gap', () => {
  assert.deepEqual(runsOf(at(0, 1, 2, 22, 23)), [[0, 1, 2, 3, 4]]);
  assert.deepEqual(runsOf(at(0, 1, 2, 23, 24)), [[0, 1, 2], [3, 4]]);
});

test('a line is not drawn across a test that failed', () => {
  assert.deepEqual(runsOf(made([[0, 1], [100, 1], [200, null, 1], [300, 1]])), [[0, 1], [3]]);
});

test('a point where the metric alone is missing is passed like one that is not there', () => {
  const p = at(0, 100, 200, 300, 400);
  p.metrics[0].avg[2] = null;
  assert.deepEqual(runsOf(p), [[0, 1, 3, 4]]);
});

test('hosts that measure at the same hour are not taken for one with gaps between', () => {
  const rounds = (...starts) => at(...starts.flatMap((t) => [t, t + 11, t + 22]));
  assert.equal(series.typicalStep(rounds(0, 300, 600, 900, 1200).t, 3), 278);
  assert.equal(runsOf(rounds(0, 300, 600, 900, 1200), 3).length, 1);
  assert.equal(runsOf(rounds(0, 300, 600, 900, 2400), 3).length, 2);
});

test('silence is shaded between points, before the first and after the last', () => {
  const p = at(500, 600, 700, 1100, 1200);
  const expected = [{ from: 0, to: 500 }, { from: 700, to: 1100 }, { from: 1200, to: 2000 }];
  assert.deepEqual(series.silences(p, 0, 2000), expected);
});

test('a failed test is no silence', () => {
  const p = made([[0, 1], [100, 1], [200, null, 1], [300, null, 1], [400, 1]]);
  assert.deepEqual(series.silences(p, 0, 400), []);
});

test('failed tests are marked with and without a value beside them', () => {
  assert.deepEqual(series.failureTimes(made([[0, 1], [100, 1, 2], [200, null, 1]])), [100, 200]);
});

test('the newest value passes over points without one', () => {
  const p = made([[0, 1], [100, 7], [200, null, 1]]);
  assert.deepEqual(newestValue(p, p.metrics[0]), { index: 1, t: 100, value: 7 });
  const none = made([[0, null, 1]]);
  assert.equal(newestValue(none, none.metrics[0]), null);
});

test('no points and one point are drawn without a fault', () => {
  const none = made([]);
  assert.deepEqual(runsOf(none), []);
  assert.deepEqual(series.silences(none, 0, 1000), [{ from: 0, to: 1000 }]);
  assert.deepEqual(series.summary(none, none.metrics[0]), { min: null, max: null, tests: 0, failed: 0 });
  assert.deepEqual(runsOf(at(5)), [[0]]);
});

test('the nearest point is found, the earlier one at equal distance', () => {
  assert.equal(series.nearest([], 5), -1);
  assert.deepEqual([-9, 14, 15, 16, 99].map((x) => series.nearest([10, 20, 30], x)), [0, 0, 0, 1, 2]);
});

test('a payload is drawn at its tests where they stand alone, else over their bucket', () => {
  const p = made([[1005, 1], [1015, 2, 3], [1020, 3]]);
  const drawn = seriesOf(p, 1019);
  assert.deepEqual(drawn.from, [1005, 1010, 1020]);
  assert.deepEqual(drawn.to, [1005, 1020, 1020]);
  assert.deepEqual([drawn.start, drawn.end, drawn.until], [820, 1020, 1019]);
  assert.equal(drawn.labels, null);
});

const days = (...numbers) => ({
  bucketMillis: null,
  t: numbers.map((n) => n * 100 + 50),
  from: numbers.map((n) => n * 100),
  to: numbers.map((n) => n * 100 + 100),
  count: numbers.map(() => 1),
  failures: numbers.map(() => 0),
  metrics: [{ avg: numbers, min: numbers, max: numbers }],
});

test('of periods a line joins neighbours only, and silence is what lies between them', () => {
  const p = { ...days(1, 2, 4), from: [100, 2000, 20_000], to: [200, 3000, 21_000], t: [150, 2500, 20_500] };
  assert.deepEqual(runsOf(days(1, 2, 3, 5, 6)), [[0, 1, 2], [3, 4]]);
  const silent = series.silences(p, 0, 30_000);
  assert.deepEqual(silent, [{ from: 200, to: 2000 }, { from: 3000, to: 20_000 }, { from: 21_000, to: 30_000 }]);
});

test('what was promised is drawn level from when to when it was', () => {
  const steps = [{ from: -Infinity, value: 50 }, { from: 100, value: null }, { from: 200, value: 80 }, { from: 900, value: 9 }];
  const expected = [{ from: 0, to: 100, value: 50 }, { from: 200, to: 500, value: 80 }];
  assert.deepEqual(series.promisedLines(steps, 0, 500), expected);
  assert.deepEqual(series.promisedLines([], 0, 500), []);
});

test('the axis holds the lowest and the highest', () => {
  assert.deepEqual(series.extent({ min: [3, null, 1], max: [4, null, 9] }), { low: 1, high: 9 });
  assert.equal(series.extent({ min: [null], max: [null] }), null);
  assert.equal(series.extent(null), null);
});

test('a summary can be that of a part of the time', () => {
  const p = seriesOf(made([[0, 1], [100, 7, 2], [200, 4]]), 300);
  assert.deepEqual(series.summary(p, p.metrics[0], { from: 90, to: 150 }), { min: 7, max: 7, tests: 3, failed: 2 });
});

test('the window ends with the bucket that holds the build', () => {
  const expected = { start: 1_766_992_680_000, end: 1_766_996_280_000 };
  assert.deepEqual(windowOf(made([[0, 1]], 180_000), 1_766_996_100_123), expected);
});
