import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fit } from '../../main/resources/dev/stillframe/web/app/fit.js';

const DAY = 86_400_000;
const offer = { granularities: [20, 100, 250, 500], spans: new Map([['1d', DAY], ['10d', 10 * DAY]]) };
const state = { scopes: ['home'], window: '1d', granularity: 'auto', zoom: null };

test('a point has about three pixels', () => {
  const fit = new Fit(offer);
  const widths = [100, 300, 330, 700, 1200, 3000].map((width) => fit.granularity(state, width));
  assert.deepEqual(widths, [20, 100, 100, 250, 500, 500]);
});

test('the chosen granularity is kept, however wide', () => {
  assert.equal(new Fit(offer).granularity({ ...state, granularity: 20 }, 3000, 500), 20);
});

test('who looks closer gets finer points', () => {
  const zoom = { from: 0, to: DAY / 5 };
  assert.equal(new Fit(offer).granularity({ ...state, zoom }, 330, 100), 500);
});

test('a small change of width changes nothing', () => {
  const fit = new Fit(offer);
  assert.deepEqual([600, 700, 800, 1100].map((width) => fit.granularity(state, width, 250)), [250, 250, 250, 250]);
  assert.equal(fit.granularity(state, 1300, 250), 500);
  assert.equal(fit.granularity(state, 300, 250), 100);
});

test('all hosts together are cut no finer than that each has two tests in a point', () => {
  const fit = new Fit(offer);
  const all = { ...state, scopes: ['all'] };
  assert.equal(fit.granularity(all, 1500), 100, 'not known yet');
  fit.learn({ window: '1d', count: Array(100).fill(15), failures: Array(100).fill(1) }, 3);
  assert.equal(fit.granularity(all, 1500, 100), 250);
  fit.learn({ window: '1d', count: [90], failures: [6] }, 3);
  assert.equal(fit.granularity(all, 1500, 250), 20);
  assert.equal(fit.granularity({ ...all, window: '10d' }, 1500), 100, 'each window is another matter');
  fit.learn({ window: '1d', count: [50], failures: [0] }, 1);
  assert.equal(fit.granularity(all, 1500, 20), 500, 'one host alone');
});
