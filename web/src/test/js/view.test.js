import assert from 'node:assert/strict';
import { test } from 'node:test';
import { windowReaching } from '../../main/resources/dev/stillframe/web/app/controls.js';
import { promisedFor, readPayload } from '../../main/resources/dev/stillframe/web/app/payload.js';
import { pointText, summaryText, tableRows } from '../../main/resources/dev/stillframe/web/app/readout.js';
import { keyOf, prefixOf } from '../../main/resources/dev/stillframe/web/app/state.js';
import { offeredMetrics, tileOf } from '../../main/resources/dev/stillframe/web/app/tiles.js';
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
  const offered = (there, seen, chosen) => offeredMetrics(there, config, new Set(seen), chosen);
  assert.deepEqual(offered(holds('ping', 'download'), [], null), ['download', 'ping']);
  assert.deepEqual(offered(holds('ping'), ['download'], 'jitter'), ['download', 'ping', 'jitter']);
  assert.deepEqual(offered(holds(), [], null), ['download', 'ping', 'jitter']);
  assert.deepEqual(offeredMetrics(holds('heat'), null, new Set(), 'nonsense'), ['heat']);
  assert.deepEqual(offeredMetrics(null, null, new Set(), null), []);
});

const read = (points) => readPayload(payload(points), { scope: 'all', window: '1h', granularity: 20 });

test('a tile warns when the newest value is on the wrong side of what was promised', () => {
  const thresholds = { all: { promised: { download: 100 } } };
  const warning = (better, newest) => {
    const config = { metrics: [{ name: 'download', unit: 'Mbit/s', better }], thresholds };
    const view = { payload: read([[60_000, newest]]), config, state: { scope: 'all' } };
    return tileOf('download', view, 120_000, { locale: 'en-GB' }).warning;
  };
  assert.deepEqual([80, 100, 120].map((v) => warning('higher', v)), ['below promised 100', '', '']);
  assert.deepEqual([80, 100, 120].map((v) => warning('lower', v)), ['', '', 'above promised 100']);
  assert.deepEqual([80, 100, 120].map((v) => warning('neither', v)), ['', '', '']);
});

test('a tile without a value says so', () => {
  const view = { payload: read([[60_000, null, 1]]), config: null, state: { scope: 'all' } };
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

test('a point is told in words, a failed one too', () => {
  const p = read([[60_000, 80.5], [240_000, null, 1]]);
  assert.match(pointText(p, p.metrics[0], 0, { locale: 'en-GB' }), /1 Jan 1970.* · 80.5 Mbit\/s · 1 test$/);
  assert.match(pointText(p, p.metrics[0], 1, { locale: 'en-GB' }), / · no value · 1 test, 1 failed$/);
  assert.equal(summaryText(p, p.metrics[0], { locale: 'en-GB' }), '80.5 to 80.5 Mbit/s · 2 tests, 1 failed');
});

test('the table has a row for each point, newest first', () => {
  const p = read([[60_000, 80.5], [240_000, null, 1]]);
  const rows = tableRows(p, p.metrics[0], { locale: 'en-GB' }).map((row) => row.slice(1));
  assert.deepEqual(rows, [['–', '–', '–', '1', '1'], ['80.5 Mbit/s', '80.5 Mbit/s', '80.5 Mbit/s', '1', '0']]);
  assert.equal(tableRows(p, null, { locale: 'en-GB' }).length, 2);
});

test('an empty window points to the shortest one that has something', () => {
  const spans = { ...offer, spans: new Map([['1h', 3_600_000], ['1d', 86_400_000]]) };
  assert.equal(windowReaching(0, 7_200_000, spans), '1d');
  assert.equal(windowReaching(0, 90_000_000, spans), null);
  assert.equal(windowReaching(null, 0, spans), null);
});
