import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutsHours, firstWeekday, heatOf, shadeOf, summaryOf } from '../../main/resources/dev/stillframe/web/app/heatmap.js';
import { readRollup } from '../../main/resources/dev/stillframe/web/app/rollup.js';
import { hour, rollup } from './rollups.js';

const read = (rows, options) => readRollup(rollup('hourly', rows, options), { scope: 'all', mode: 'hourly' });
const filled = (cells) =>
  cells.flatMap((row, weekday) => row.flatMap((cell, at) => (cell.tests > 0 ? [[weekday, at, cell.value]] : [])));

test('hours of several weeks are averaged by their numbers of values', () => {
  const cells = heatOf(
    read([
      hour('2026-02-02T09:00:00Z', { avg: 10, count: 1 }),
      hour('2026-02-09T09:00:00Z', { avg: 20, count: 3, failures: 1 }),
      hour('2026-02-15T23:00:00Z', { count: 0, failures: 2 }),
    ]),
    'download',
    'UTC',
  );
  assert.deepEqual(filled(cells), [[0, 9, 17.5], [6, 23, null]]);
  assert.deepEqual([cells[0][9].tests, cells[0][9].failed], [5, 1]);
});

test('shares of failed tests and of tests below what was promised stand in for a metric', () => {
  const r = read([hour('2026-02-02T09:00:00Z', { count: 3, failures: 1, judged: 4, missed: 3 }), hour('2026-02-03T09:00:00Z')]);
  assert.deepEqual(filled(heatOf(r, 'share:failed', 'UTC')), [[0, 9, 25], [1, 9, 0]]);
  assert.deepEqual(filled(heatOf(r, 'share:promised', 'UTC')), [[0, 9, 75], [1, 9, null]]);
});

test('in another zone an hour moves to the hour and weekday there', () => {
  const r = read([hour('2026-02-01T20:00:00Z')]);
  assert.deepEqual(filled(heatOf(r, 'download', 'Australia/Brisbane')), [[0, 6, 10]]);
  assert.deepEqual(filled(heatOf(r, 'download', 'America/New_York')), [[6, 15, 10]]);
  assert.deepEqual(filled(heatOf(r, 'download', 'Asia/Kolkata')), [[0, 2, 10]]);
  assert.equal(cutsHours(r, 'Asia/Kolkata'), true);
  assert.equal(cutsHours(r, 'Australia/Brisbane'), false);
});

test('the zone of the series is read from the names, so that it need not be known here', () => {
  const r = read([{ ...hour('2026-02-01T20:00:00Z'), name: '2026020206' }], { zone: 'Mars/Olympus' });
  assert.deepEqual(filled(heatOf(r, 'download', 'Mars/Olympus')), [[0, 6, 10]]);
});

test('a clock change moves later hours, not earlier ones', () => {
  const r = read([hour('2025-03-29T23:00:00Z'), hour('2025-03-30T00:00:00Z'), hour('2025-03-30T01:00:00Z')]);
  assert.deepEqual(filled(heatOf(r, 'download', 'Europe/Berlin')).map(([d, h]) => [d, h]), [[6, 0], [6, 1], [6, 3]]);
});

test('a year takes the hours whose names begin with it', () => {
  const r = read([hour('2025-12-31T23:00:00Z'), hour('2026-01-01T00:00:00Z')]);
  assert.equal(filled(heatOf(r, 'download', 'UTC', '2025')).length, 1);
});

test('best and worst follow what is better, and single lucky tests are no good hours', () => {
  const r = read([
    hour('2026-02-02T01:00:00Z', { avg: 50, count: 8 }),
    hour('2026-02-02T02:00:00Z', { avg: 30, count: 8 }),
    hour('2026-02-02T03:00:00Z', { avg: 90, count: 1 }),
  ]);
  const cells = heatOf(r, 'download', 'UTC');
  const faster = summaryOf(cells, 'higher');
  assert.deepEqual([faster.best.hour, faster.worst.hour, faster.high], [1, 2, 90]);
  assert.equal(summaryOf(cells, 'lower').best.hour, 2);
  assert.equal(summaryOf(heatOf(r, 'nothing', 'UTC'), 'higher'), null);
});

test('colours say good and bad by what is better', () => {
  const summary = { middle: 50, usual: { from: 40, to: 55 } };
  assert.equal(shadeOf(40, summary, 'higher'), -1);
  assert.equal(shadeOf(55, summary, 'higher'), 0.5);
  assert.equal(shadeOf(1000, summary, 'higher'), 1);
  assert.equal(shadeOf(40, summary, 'lower'), 1);
  assert.equal(shadeOf(55, summary, 'neither'), 1);
  assert.equal(shadeOf(5, { middle: 5, usual: { from: 5, to: 5 } }, 'higher'), 0);
});

test('the week begins where the reader expects it', () => {
  assert.equal(firstWeekday('de-DE'), 0);
  assert.equal(firstWeekday('en-US'), 6);
});
