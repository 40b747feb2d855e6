import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holding, moved, scaled, within } from '../../main/resources/dev/stillframe/web/app/zoom.js';

const full = { from: 0, to: 1000 };

test('what is seen lies within all there is', () => {
  assert.deepEqual(within({ from: 100, to: 300 }, full, 10), { from: 100, to: 300 });
  assert.deepEqual(within({ from: -100, to: 100 }, full, 10), { from: 0, to: 200 });
  assert.deepEqual(within({ from: 950, to: 1050 }, full, 10), { from: 900, to: 1000 });
});

test('all of it, more than it and none of it are no zoom', () => {
  for (const range of [null, full, { from: -5, to: 2000 }, { from: 1000, to: 1100 }, { from: -9, to: 0 }]) {
    assert.equal(within(range, full, 10), null);
  }
});

test('nobody gets closer than the least', () => {
  assert.deepEqual(within({ from: 500, to: 501 }, full, 10), { from: 495.5, to: 505.5 });
});

test('scaling keeps an instant in its place', () => {
  assert.deepEqual(scaled({ from: 0, to: 400 }, 0.5, 100), { from: 50, to: 250 });
  assert.deepEqual(scaled({ from: 50, to: 250 }, 2, 100), { from: 0, to: 400 });
});

test('moving stops at the ends', () => {
  assert.deepEqual(moved({ from: 100, to: 300 }, 0.5, full), { from: 200, to: 400 });
  assert.deepEqual(moved({ from: 700, to: 900 }, 5, full), { from: 800, to: 1000 });
  assert.deepEqual(moved({ from: 100, to: 300 }, -5, full), { from: 0, to: 200 });
});

test('what is seen moves no further than the cursor needs', () => {
  const range = { from: 100, to: 300 };
  assert.deepEqual([50, 200, 350].map((at) => holding(range, at)), [{ from: 50, to: 250 }, range, { from: 150, to: 350 }]);
});
