import assert from 'node:assert/strict';
import { test } from 'node:test';
import { periodText, windowReaching } from '../../main/resources/dev/stillframe/web/app/controls.js';
import { promisedFor, promises, readPayload, seriesOf } from '../../main/resources/dev/stillframe/web/app/payload.js';
import { pointText, summaryText } from '../../main/resources/dev/stillframe/web/app/readout.js';
import { tableRows } from '../../main/resources/dev/stillframe/web/app/table.js';
import { keyOf, PERIODS, prefixOf } from '../../main/resources/dev/stillframe/web/app/state.js';
import { offeredMetrics, sparkOf, tileOf } from '../../main/resources/dev/stillframe/web/app/tiles.js';
import { payload } from './worlds.js';

process.env.TZ = 'UTC';

const offer = { windows: ['1h', '1d'], granularities: [20, 100], window: '1d' };

test('keys and addresses are those of the format', () => {
  assert.equal(keyOf('all', '1h', 20), 'latest_1h_20.json');
  assert.equal(keyOf('home', '12m', 500), 'host=home/latest_12m_500.json');
  assert.equal(prefixOf('home'), 'host=home/');
});

test('metrics keep their order, and one that was seen or chosen stays', () => {
  const config = { metrics: ['download', 'ping', 'jitter'].map((name) => ({ name })) };
  const holds = (...names) => ({ metrics: names.map((name) => ({ name })) });
  const offered = (there, seen, chosen) => offeredMetrics([there, null], config, new Set(seen), chosen);
  assert.deepEqual(offered(holds('ping', 'download'), [], null), ['download', 'ping']);
  assert.deepEqual(offered(holds('ping'), ['download'], 'jitter'), ['download', 'ping', 'jitter']);
  assert.deepEqual(offered(holds(), [], null), ['download', 'ping', 'jitter']);
  assert.deepEqual(offeredMetrics([holds('heat')], null, new Set(), 'nonsense'), ['heat']);
  assert.deepEqual(offeredMetrics([null], null, new Set(), null), []);
});

const zoned = { locale: 'en-GB', zone: 'UTC' };
const read = (points) => readPayload(payload(points), { scope: 'all', window: '1h', granularity: 20 });

test('a tile warns when the newest value is on the wrong side of what was promised', () => {
  const thresholds = { all: { promised: { download: 100 } } };
  const warning = (better, newest) => {
    const config = { metrics: [{ name: 'download', unit: 'Mbit/s', better }], thresholds };
    const view = { payload: read([[60_000, newest]]), config, scope: 'all', entry: { generatedAt: 600_000 } };
    return tileOf('download', view, 120_000, { locale: 'en-GB' }).warning;
  };
  assert.deepEqual([80, 100, 120].map((v) => warning('higher', v)), ['below promised 100', '', '']);
  assert.deepEqual([80, 100, 120].map((v) => warning('lower', v)), ['', '', 'above promised 100']);
  assert.deepEqual([80, 100, 120].map((v) => warning('neither', v)), ['', '', '']);
});

test('a tile without a value says so', () => {
  const view = { payload: read([[60_000, null, 1]]), config: null, scope: 'all', entry: { generatedAt: 600_000 } };
  const { number, unit, note } = tileOf('download', view, 0, { locale: 'en-GB' });
  assert.deepEqual([number, unit, note], ['–', 'Mbit/s', 'no value']);
});

test('a promise is found by scope and metric, and nothing inherited is taken for one', () => {
  const config = { thresholds: { home: { promised: { download: 100 } } } };
  assert.equal(promisedFor(config, 'home', 'download'), 100);
  assert.equal(promisedFor(config, 'home', 'ping'), null);
  assert.equal(promisedFor(config, 'constructor', 'name'), null);
  assert.equal(promisedFor(null, 'home', 'download'), null);
});

test('a promise that changed is that of the time', () => {
  const history = {
    promised: [
      { from: '2025-06-01T00:00:00Z', values: { download: 100, upload: 10 } },
      { from: '2026-01-01T00:00:00Z', values: { download: 250 } },
    ],
  };
  const config = { thresholds: { home: { promised: { download: 250 }, history } } };
  const at = (time, metric) => promisedFor(config, 'home', metric, Date.parse(time));
  assert.equal(at('2025-05-31T23:59:59Z', 'download'), null);
  assert.equal(at('2025-06-01T00:00:00Z', 'download'), 100);
  assert.equal(at('2026-01-01T00:00:00Z', 'download'), 250);
  assert.equal(at('2026-01-01T00:00:00Z', 'upload'), null, 'a later one replaces the earlier one wholly');
  assert.equal(promisedFor(config, 'home', 'download'), 250);
  history.promised[0].from = null;
  assert.equal(at('2020-01-01T00:00:00Z', 'upload'), 10);
});

test('all that was promised is told in order, and a value that is none is nothing', () => {
  const promised = [{ from: null, values: { download: 100 } }, { from: '2026-01-01T00:00:00Z', values: { download: 'x' } }];
  const config = { thresholds: { home: { history: { promised } } } };
  const from = Date.parse('2026-01-01T00:00:00Z');
  assert.deepEqual(promises(config, 'home', 'download'), [{ from: -Infinity, value: 100 }, { from, value: null }]);
});

const drawn = (points) => seriesOf(read(points), 600_000);

test('a point is told in words, a failed one too', () => {
  const p = drawn([[60_000, 80.5], [240_000, null, 1]]);
  assert.match(pointText(p, p.metrics[0], 0, zoned), /1 Jan 1970.* · 80.5 Mbit\/s · 1 test$/);
  assert.match(pointText(p, p.metrics[0], 1, zoned), / · no value · 1 test, 1 failed$/);
  assert.equal(summaryText(p, p.metrics[0], zoned), '80.5 to 80.5 Mbit/s · 2 tests, 1 failed');
});

test('a period is told by its name', () => {
  const p = { ...drawn([[60_000, 80.5]]), labels: ['January 1970'] };
  assert.equal(pointText(p, p.metrics[0], 0, zoned), 'January 1970 · 80.5 Mbit/s · 1 test');
});

test('the table has a row for each point, newest first', () => {
  const p = drawn([[60_000, 80.5], [240_000, null, 1]]);
  const rows = tableRows(p, p.metrics[0], zoned).map((row) => row.slice(1));
  assert.deepEqual(rows, [['–', '–', '–', '1', '1'], ['80.5 Mbit/s', '80.5 Mbit/s', '80.5 Mbit/s', '1', '0']]);
  assert.equal(tableRows(p, null, zoned).length, 2);
});

test('the small line of a tile covers the window, and breaks where a value is missing', () => {
  const p = read([[0, 10], [180_000, 20], [360_000, null, 1], [540_000, 10], [720_000, 20]]);
  const { line } = sparkOf(p, p.metrics[0], { start: 0, end: 3_600_000 });
  assert.equal(line, 'M0 38L10 2M30 38L40 2');
  const flat = read([[0, 5], [180_000, 5]]);
  assert.equal(sparkOf(flat, flat.metrics[0], { start: 0, end: 3_600_000 }).line, 'M0 20L10 20');
});

test('every period that is offered has words', () => {
  const words = Object.entries(PERIODS).flatMap(([mode, { offered }]) => offered.map((p) => `${mode} ${periodText(mode, p)}`));
  assert.deepEqual(words.slice(0, 7), ['minute last day', 'hourly last day', ...[3, 7, 14, 35].map((n) => `hourly ${n} days`), 'hourly one year']);
  assert.deepEqual(words.slice(-8), ['weekly 26 weeks', 'weekly 52 weeks', 'weekly all', 'monthly 12 months', 'monthly 24 months', 'monthly 60 months', 'monthly all', 'yearly all']);
});

test('an empty window points to the shortest one that has something', () => {
  const spans = { ...offer, spans: new Map([['1h', 3_600_000], ['1d', 86_400_000]]) };
  assert.equal(windowReaching(0, 7_200_000, spans), '1d');
  assert.equal(windowReaching(0, 90_000_000, spans), null);
  assert.equal(windowReaching(null, 0, spans), null);
});
