import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvCell, csvName, csvOf } from '../../main/resources/dev/stillframe/web/app/csv.js';
import { readPayload, seriesOf } from '../../main/resources/dev/stillframe/web/app/payload.js';
import { payload } from './worlds.js';

const seriesFor = (scope, points) =>
  seriesOf(readPayload(payload(points, { scope }), { scope, window: '1h', granularity: 20 }), 600_000);

test('numbers are those that were published, and times are in UTC and in milliseconds', () => {
  const [head, first, second, end] = csvOf([seriesFor('all', [[60_000, 1234.5], [240_000, null, 1]])]).split('\r\n');
  const metric = 'download_average (Mbit/s),download_lowest (Mbit/s),download_highest (Mbit/s)';
  assert.equal(head, `scope,time_utc,time_millis,from_utc,to_utc,period,tests,failed,${metric}`);
  const at = '1970-01-01T00:01:00.000Z';
  assert.equal(first, `all,${at},60000,${at},${at},,1,0,1234.5,1234.5,1234.5`);
  assert.equal(second, 'all,1970-01-01T00:04:00.000Z,240000,1970-01-01T00:04:00.000Z,1970-01-01T00:04:00.000Z,,1,1,,,');
  assert.equal(end, '');
});

test('hosts follow one another, and a metric that one of them lacks is empty there', () => {
  const office = seriesFor('office', [[60_000, 2]]);
  office.metrics.push({ name: 'heat', unit: '', avg: [-0.5], min: [-1], max: [0] });
  const lines = csvOf([seriesFor('home', [[60_000, 1]]), office]).trim().split('\r\n');
  assert.deepEqual(lines.map((line) => line.split(',')[0]), ['scope', 'home', 'office']);
  assert.ok(lines[0].endsWith(',heat_average,heat_lowest,heat_highest'));
  assert.ok(lines[1].endsWith(',1,1,1,,,'));
  assert.ok(lines[2].endsWith(',2,2,2,-0.5,-1,0'));
});

test('no text is taken for a formula, and each stays in its cell', () => {
  const cells = ['=1+1', '+x', '-x', '@x', ' =x', '\t=x', '|x', '\uff1d1'].map((text) => csvCell(text).replace(/^"/, ''));
  assert.ok(cells.every((cell) => cell.startsWith("'")), cells.join());
  assert.equal(csvCell('a "b", c'), '"a ""b"", c"');
  assert.equal(csvCell('a\nb'), '"a\nb"');
  assert.deepEqual([csvCell(-5), csvCell(null), csvCell(undefined), csvCell('plain')], ['-5', '', '', 'plain']);
});

test('the file is named by what it holds', () => {
  const state = { scopes: ['home', 'office'], mode: 'window', window: '1d', period: null };
  assert.equal(csvName(state), 'stillframe-home-office-1d.csv');
  assert.equal(csvName({ ...state, scopes: ['all'], mode: 'daily', period: 90 }), 'stillframe-all-daily-90d.csv');
  assert.equal(csvName({ ...state, scopes: ['all'], mode: 'yearly', period: 'all' }), 'stillframe-all-yearly-all.csv');
});
