import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CalendarReader } from '../../main/resources/dev/stillframe/web/app/calendar.js';
import { FetchError } from '../../main/resources/dev/stillframe/web/app/client.js';
import { t, useMessages } from '../../main/resources/dev/stillframe/web/app/i18n.js';
import { hoursBetween, periodLabel } from '../../main/resources/dev/stillframe/web/app/periods.js';
import { gapsOf, join, readRollup, wentBack } from '../../main/resources/dev/stillframe/web/app/rollup.js';
import { instantOf } from '../../main/resources/dev/stillframe/web/app/zone.js';
import { day, hour, rollup } from './rollups.js';
import { server } from './worlds.js';

const MINUTE = 60_000;
const now = Date.parse('2026-02-10T08:06:00Z');
const of = (mode, scope = 'all') => ({ scope, mode });
const read = (mode, rows, options) => readRollup(rollup(mode, rows, options), of(mode));
const texts = (lang) => JSON.parse(readFileSync(new URL(`../../main/resources/dev/stillframe/web/app/messages.${lang}.json`, import.meta.url)));

test('the series of the documentation becomes a series to draw, cut to its period', async () => {
  const page = readFileSync(new URL('../../../../docs/FORMAT.md', import.meta.url), 'utf8');
  const text = /<!-- example: series home -->\s*```json\n([\s\S]*?)```/.exec(page)[1];
  const { get } = server({ './aggregated/host=home/rollup_hourly.json': JSON.parse(text) });
  const reader = new CalendarReader(get);
  assert.equal(reader.view('home', 'hourly', 7), null);
  await reader.load('home', 'hourly', 7, now);
  const { series, problem } = reader.view('home', 'hourly', 7);
  assert.equal(problem, null);
  assert.deepEqual(series.count, [2, 0, 1, 1]);
  assert.deepEqual(series.failures, [0, 2, 0, 0]);
  assert.deepEqual(series.open, [false, false, true, true]);
  assert.deepEqual(series.percentComplete, [100, 100, 50, 100]);
  assert.deepEqual(series.anomalies, [0, 2, 0, 0]);
  assert.deepEqual(series.metrics[0].avg, [91.75, null, 71, 94.87]);
  assert.equal(series.t[0], series.from[0] + 30 * MINUTE);
  assert.deepEqual(series.gaps, [{ from: 1770667200000, to: 1770706800000 }]);
  assert.equal(series.end, 1770714000000);
  await reader.load('home', 'hourly', 0.1, now);
  assert.deepEqual(reader.view('home', 'hourly', 0.1).series.count, [1, 1]);
});

test('torn columns, other scopes and periods in disorder are refused', () => {
  const good = () => rollup('daily', [day('2026-02-09'), day('2026-02-10')]);
  assert.equal(readRollup(good(), of('daily')).period.length, 2);
  const broken = [
    (r) => r.from.pop(),
    (r) => (r.to[0] = r.from[0]),
    (r) => r.from.reverse(),
    (r) => (r.period[0] = '2026W01'),
    (r) => (r.open[1] = 'yes'),
    (r) => (r.expectedCount[0] = null),
    (r) => (r.percentComplete[0] = '100'),
    (r) => r.promised_judged.push(1),
    (r) => r.metrics.download.avg.pop(),
    (r) => (r.metrics.download.count = null),
    (r) => (r.scope = 'other'),
    (r) => (r.mode = 'hourly'),
    (r) => (r.zone = null),
    (r) => (r.period = 7),
  ];
  for (const tear of broken) {
    const json = good();
    tear(json);
    assert.throws(() => readRollup(json, of('daily')), Error, String(tear));
  }
  assert.throws(() => readRollup(null, of('daily')));
});

test('foreign texts stay texts, and a zone that nobody knows does no harm', async () => {
  const json = rollup('hourly', [hour('2026-02-10T07:00:00Z')], { zone: '<script>/Berlin' });
  json.metrics = { download: { ...json.metrics.download, unit: '<b>\u202e' + '🛑'.repeat(500) } };
  const { get } = server({ './aggregated/rollup_hourly.json': json });
  const reader = new CalendarReader(get);
  await reader.load('all', 'hourly', 365, now);
  const { series } = reader.view('all', 'hourly', 365);
  assert.equal(series.metrics[0].unit, json.metrics.download.unit);
  assert.match(series.labels[0], /07:00–08:00/);
});

test('a file is asked for at most once a minute, unless it is forced', async () => {
  const { get, asked } = server({ './aggregated/rollup_daily.json': rollup('daily', [day('2026-02-09')]) });
  const reader = new CalendarReader(get);
  await Promise.all([reader.load('all', 'daily', 30, now), reader.load('all', 'daily', 90, now)]);
  await reader.load('all', 'daily', 30, now + 59_000);
  assert.equal(asked.length, 1);
  const before = reader.view('all', 'daily', 30).series;
  await reader.load('all', 'daily', 30, now + 60_000);
  assert.equal(asked.length, 2);
  await reader.load('all', 'daily', 30, now + 61_000, { force: true });
  assert.equal(asked.length, 3);
  assert.deepEqual(reader.view('all', 'daily', 30).series.from, before.from);
});

test('the last good series stays when a fetch fails, and the problem is told', async () => {
  const good = rollup('daily', [day('2026-02-09')]);
  const { get, files } = server({ './aggregated/rollup_daily.json': good });
  const reader = new CalendarReader(get);
  await reader.load('all', 'daily', 30, now);
  files['./aggregated/rollup_daily.json'] = { ...good, from: [] };
  await reader.load('all', 'daily', 30, now + MINUTE);
  assert.equal(reader.view('all', 'daily', 30).problem.kind, 'broken');
  files['./aggregated/rollup_daily.json'] = new FetchError('unreachable', 'x', 'y');
  await reader.load('all', 'daily', 30, now + 2 * MINUTE);
  const { series, problem } = reader.view('all', 'daily', 30);
  assert.equal(problem.kind, 'unreachable');
  assert.deepEqual(series.count, [1]);
});

test('nothing there is told apart from nothing yet', async () => {
  const reader = new CalendarReader(server({}).get);
  await reader.load('home', 'weekly', 'all', now);
  const { series, problem } = reader.view('home', 'weekly', 'all');
  assert.equal(series, null);
  assert.equal(problem.kind, 'missing');
});

test('an older copy is left out for as long as caches keep it, then it is true', async () => {
  const url = './aggregated/rollup_daily.json';
  const newer = rollup('daily', [day('2026-02-09'), day('2026-02-10')]);
  const older = rollup('daily', [day('2026-02-09')]);
  const { get, files } = server({ [url]: newer });
  const reader = new CalendarReader(get);
  const counts = async (after) => {
    await reader.load('all', 'daily', 30, now + after * MINUTE);
    return reader.view('all', 'daily', 30);
  };
  assert.equal((await counts(0)).series.count.length, 2);
  files[url] = older;
  for (const after of [1, 2, 3]) {
    const { series, problem } = await counts(after);
    assert.equal(series.count.length, 2);
    assert.equal(problem.kind, 'older');
  }
  const { series, problem } = await counts(4);
  assert.equal(series.count.length, 1);
  assert.equal(problem, null);
});

test('a series went back when its newest test is earlier or tests are missing, not when late ones came or old hours left', () => {
  const base = read('hourly', [hour('2026-02-10T06:00:00Z'), hour('2026-02-10T07:00:00Z')]);
  assert.equal(wentBack(base, base), false);
  assert.equal(wentBack(base, read('hourly', [hour('2026-02-10T06:00:00Z')])), true);
  assert.equal(wentBack(base, read('hourly', [hour('2026-02-10T06:00:00Z', { count: 0 }), hour('2026-02-10T07:00:00Z')])), true);
  assert.equal(wentBack(base, read('hourly', [hour('2026-02-10T06:00:00Z', { count: 3 }), hour('2026-02-10T07:00:00Z')])), false);
  assert.equal(wentBack(base, read('hourly', [hour('2026-02-10T07:00:00Z'), hour('2026-02-10T08:00:00Z')])), false);
});

test('older hours of the years are put before the newest ones, each hour once', async () => {
  const newest = rollup('hourly', [hour('2026-01-20T07:00:00Z', { avg: 7 }), hour('2026-02-10T07:00:00Z', { avg: 9 })]);
  const { get, asked } = server({
    './aggregated/rollup_hourly.json': newest,
    './aggregated/year=2025/rollup_hourly.json': rollup('hourly', [hour('2025-01-01T00:00:00Z', { avg: 1 }), hour('2025-12-31T23:00:00Z', { avg: 2 })]),
    './aggregated/year=2026/rollup_hourly.json': rollup('hourly', [hour('2026-01-01T00:00:00Z', { avg: 3 }), hour('2026-01-20T07:00:00Z', { avg: 4 })]),
  });
  const reader = new CalendarReader(get);
  await reader.load('all', 'hourly', 35, now);
  assert.deepEqual(asked, ['./aggregated/rollup_hourly.json']);
  await reader.load('all', 'hourly', 365, now);
  const { series, problem } = reader.view('all', 'hourly', 365);
  assert.deepEqual(series.metrics[0].avg, [2, 3, 7, 9]);
  assert.equal(problem, null);
  assert.equal(reader.view('all', 'hourly', 365).series, series);
});

test('a year without a file is no problem, and all years are those that have tests', async () => {
  const { get, asked } = server({
    './aggregated/host=home/rollup_hourly.json': rollup('hourly', [hour('2026-02-10T07:00:00Z')], { scope: 'home' }),
    './aggregated/host=home/rollup_yearly.json': rollup('yearly', [{ name: '2024', from: 0, to: 1 }, { name: '2026', from: 2, to: 3 }], { scope: 'home' }),
  });
  const reader = new CalendarReader(get);
  await reader.load('home', 'hourly', 'all', now);
  assert.equal(asked.filter((url) => url.includes('year=')).join(), './aggregated/host=home/year=2024/rollup_hourly.json,./aggregated/host=home/year=2026/rollup_hourly.json');
  const { series, problem } = reader.view('home', 'hourly', 'all');
  assert.equal(problem, null);
  assert.equal(series.start, series.from[0]);
});

test('joining keeps metrics that only one of the files has', () => {
  const later = rollup('hourly', [hour('2026-02-10T07:00:00Z')]);
  later.metrics.extra = { unit: 'x', count: [1], avg: [5], min: [5], max: [5] };
  const joined = join([readRollup(later, of('hourly')), read('hourly', [hour('2026-02-10T05:00:00Z')])]);
  assert.deepEqual(joined.metrics.map((m) => [m.name, m.unit, m.avg]), [['download', 'Mbit/s', [10, 10]], ['extra', 'x', [null, 5]]]);
  assert.deepEqual(joined.metrics[1].count, [0, 1]);
});

test('periods that are not there are gaps, those beside each other are none', () => {
  const r = read('daily', [day('2026-02-07'), day('2026-02-08'), day('2026-02-11')]);
  assert.deepEqual(gapsOf(r), [{ from: r.to[1], to: r.from[2] }]);
});

test('periods are named for people, in their language', () => {
  const label = (lang, mode, name, locale) => {
    useMessages(lang, texts(lang));
    return periodLabel(mode, name, locale, t).replaceAll(/\s/g, ' ');
  };
  assert.equal(label('en', 'weekly', '2025W44', 'en-GB'), 'Week 44, 2025 (27 Oct – 2 Nov)');
  assert.match(label('de', 'weekly', '2025W44', 'de'), /^KW 44, 2025 \(27\. Okt\.? – 2\. Nov\.?\)$/);
  assert.equal(label('en', 'weekly', '2026W01', 'en-GB'), 'Week 1, 2026 (29 Dec 2025 – 4 Jan 2026)');
  assert.equal(label('en', 'weekly', '2020W53', 'en-GB'), 'Week 53, 2020 (28 Dec 2020 – 3 Jan 2021)');
  assert.equal(label('en', 'monthly', '202512', 'en-GB'), 'December 2025');
  assert.equal(label('de', 'monthly', '202603', 'de'), 'März 2026');
  assert.equal(label('en', 'yearly', '2025', 'en-GB'), '2025');
  assert.match(label('en', 'daily', '20251229', 'en-GB'), /Mon, 29 Dec 2025/);
  assert.match(label('en', 'hourly', '2025122923', 'en-GB'), /29 Dec 2025, 23:00–24:00/);
});

test('a day has the hours its clock shows', () => {
  const hours = (zone, y, m, d) => hoursBetween(instantOf(zone, y, m, d), instantOf(zone, y, m, d + 1), zone);
  const lengths = (list) => list.map((h) => (h.to - h.from) / MINUTE);
  assert.equal(hours('Europe/Berlin', 2025, 5, 1).length, 24);
  const spring = hours('Europe/Berlin', 2025, 2, 30);
  assert.equal(spring.length, 23);
  assert.deepEqual(spring.map((h) => h.name.slice(8)).slice(1, 3), ['01', '03']);
  const autumn = hours('Europe/Berlin', 2025, 9, 26);
  assert.equal(autumn.length, 24);
  assert.equal(lengths(autumn)[2], 120);
  const half = hours('Australia/Lord_Howe', 2025, 9, 5);
  assert.equal(half.length, 24);
  assert.equal(lengths(half)[2], 30);
  assert.equal(lengths(hours('Australia/Lord_Howe', 2025, 3, 6))[1], 90);
});

test('as long as older hours could not be read, nobody may say that there were none', async () => {
  const year = './aggregated/year=2025/rollup_hourly.json';
  const { get, files } = server({
    './aggregated/rollup_hourly.json': rollup('hourly', [hour('2026-02-10T07:00:00Z')]),
    [year]: new FetchError('unreachable', 'x', 'y'),
  });
  const reader = new CalendarReader(get);
  assert.equal(reader.hours('all', [2025]).complete, false);
  await reader.loadHours('all', [2025], now);
  const failed = reader.hours('all', [2025]);
  assert.deepEqual([failed.complete, failed.problem.kind, reader.hours('all', []).complete], [false, 'unreachable', true]);
  delete files[year];
  await reader.loadHours('all', [2025], now, { force: true });
  assert.deepEqual({ ...reader.hours('all', [2025]), rollup: null }, { rollup: null, problem: null, complete: true });
});
