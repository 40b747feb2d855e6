import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, expectedBetween, hoursOf, monthAfter, percentOf, spansWithout, totalOf, weeksOf } from '../../main/resources/dev/stillframe/web/app/days.js';
import { stepOf } from '../../main/resources/dev/stillframe/web/app/panel.js';
import { readRollup } from '../../main/resources/dev/stillframe/web/app/rollup.js';
import { instantOf } from '../../main/resources/dev/stillframe/web/app/zone.js';
import { day, hour, rollup } from './rollups.js';

const daily = (rows, options) => readRollup(rollup('daily', rows, options), { scope: 'all', mode: 'daily' });
const hourly = (rows, options) => readRollup(rollup('hourly', rows, options), { scope: 'all', mode: 'hourly' });
const later = Date.parse('2026-03-01T00:00:00Z');

test('a month is laid out in weeks from the first day of the locale', () => {
  const fromMonday = weeksOf('202602', 0);
  assert.equal(fromMonday.length, 5);
  assert.deepEqual(fromMonday[0], [null, null, null, null, null, null, '20260201']);
  assert.equal(fromMonday.flat().filter(Boolean).length, 28);
  assert.equal(weeksOf('202602', 6).length, 4);
  assert.equal(weeksOf('202402', 0).flat().filter(Boolean).at(-1), '20240229');
  assert.equal(monthAfter('202512', 1), '202601');
  assert.equal(monthAfter('202601', -13), '202412');
});

test('a day without tests between others is none, one before or after them is outside', () => {
  const days = daily([day('2026-02-07', { percent: 50 }), day('2026-02-09', { open: true })]);
  const of = (name) => dayOf(days, name);
  assert.deepEqual(['20260206', '20260207', '20260208', '20260209', '20260210'].map((name) => of(name).status), ['outside', 'data', 'none', 'open', 'outside']);
  assert.equal(of('20260207').percent, 50);
  assert.deepEqual(totalOf(['20260206', '20260207', '20260208', '20260209'].map(of)), { withTests: 2, empty: 1 });
});

test('a day that lost all its tests is one without', () => {
  assert.equal(dayOf(daily([day('2026-02-07', { count: 0 })]), '20260207').status, 'none');
});

test('hours without tests are told with what was expected of them, and as spans', () => {
  const days = daily([day('2026-02-09')]);
  const some = [0, 1, 2, 5, 6, 20].map((h) => hour(`2026-02-09T${String(h).padStart(2, '0')}:00:00Z`, { percent: 50 }));
  const hours = hoursOf(days, hourly(some), '20260209', later);
  assert.equal(hours.length, 24);
  assert.deepEqual({ ...hours[3], from: 0, to: 0 }, { name: '2026020903', from: 0, to: 0, expected: 2, tests: 0, failed: 0, percent: 0, later: false });
  assert.equal(hours[5].percent, 50);
  assert.deepEqual(spansWithout(hours).map(({ first, last }) => `${first.slice(8)}-${last.slice(8)}`), ['03-04', '07-19', '21-23']);
});

test('what is still to come of a day is no gap', () => {
  const now = Date.parse('2026-02-09T03:20:00Z');
  const hours = hoursOf(daily([day('2026-02-09', { open: true })]), hourly([hour('2026-02-09T00:00:00Z'), hour('2026-02-09T01:00:00Z')]), '20260209', now);
  assert.deepEqual(hours.slice(0, 5).map((h) => h.later), [false, false, false, true, true]);
  assert.deepEqual(spansWithout(hours), [{ first: '2026020902', last: '2026020902' }]);
});

test('a day of a clock change has its hours, each with what its length expects', () => {
  const zone = 'Europe/Berlin';
  const from = instantOf(zone, 2025, 9, 26);
  const days = daily([{ name: '20251026', from, to: instantOf(zone, 2025, 9, 27) }], { zone });
  const hours = hoursOf(days, null, '20251026', later);
  assert.equal(hours.length, 24);
  assert.equal(hours[2].expected, 4);
  assert.equal(hours.reduce((sum, h) => sum + h.expected, 0), 50);
  const half = daily([{ name: '20251005', from: 0, to: 1 }], { zone: 'Australia/Lord_Howe' });
  const expected = hoursOf(half, null, '20251005', later).map((h) => h.expected);
  assert.equal(expected.reduce((sum, n) => sum + n, 0), 47);
  assert.equal(expected[2], 1);
  assert.equal(hoursOf(half, null, '20250330', later).length, 24);
});

test('expected tests are multiples of the step, and percentages round as the files do', () => {
  assert.equal(expectedBetween(1, 3_600_001, 1_800_000), 2);
  assert.equal(expectedBetween(0, 3_600_000, 0), 0);
  assert.equal(expectedBetween(5, 5, 1), 0);
  assert.equal(percentOf(4, 48), 8.33);
  assert.equal(percentOf(50, 48), 100);
  assert.equal(percentOf(0, 0), null);
});

test('arrow keys move within a grid and stop at its edges', () => {
  assert.deepEqual(stepOf('ArrowDown', 23, 3, 24, 7), { row: 23, column: 3 });
  assert.deepEqual(stepOf('ArrowLeft', 4, 1, 24, 7), { row: 4, column: 0 });
  assert.deepEqual(stepOf('End', 4, 1, 24, 7), { row: 4, column: 6 });
  assert.equal(stepOf('Tab', 0, 0, 24, 7), null);
});
