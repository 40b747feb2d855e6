import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantOf, isZone, wallClock, zoneOf } from '../../main/resources/dev/stillframe/web/app/zone.js';

const iso = (millis) => new Date(millis).toISOString();

test('the zone is the deployment\'s, the viewer\'s or UTC', () => {
  const config = { zone: 'Australia/Brisbane' };
  assert.equal(zoneOf({ zone: 'deployment' }, config), 'Australia/Brisbane');
  assert.equal(zoneOf({ zone: 'utc' }, config), 'UTC');
  assert.equal(zoneOf({ zone: 'viewer' }, config), undefined);
});

test('a zone that is missing or unknown is taken for UTC', () => {
  assert.equal(zoneOf({ zone: 'deployment' }, null), 'UTC');
  assert.equal(zoneOf({ zone: 'deployment' }, { zone: '<b>' }), 'UTC');
  assert.deepEqual([isZone('Europe/Berlin'), isZone(undefined), isZone('Mars/Base')], [true, false, false]);
});

test('a wall clock is read and set back to the same instant in any zone', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia']) {
    for (const at of ['2025-12-31T23:59:00Z', '2026-03-28T12:00:00Z', '2026-07-01T00:30:00Z', '1969-12-31T10:00:00Z']) {
      const { year, month, day, hour, minute } = wallClock(Date.parse(at), zone);
      assert.equal(instantOf(zone, year, month, day, hour, minute), Date.parse(at), `${zone} ${at}`);
    }
  }
});

test('over a clock change the wall clock goes on', () => {
  const spring = [0, 1, 2, 3, 4].map((hour) => iso(instantOf('Europe/Berlin', 2026, 2, 29, hour)));
  assert.deepEqual(spring.map((s) => s.slice(8, 13)), ['28T23', '29T00', '29T01', '29T01', '29T02']);
  const autumn = [1, 2, 3].map((hour) => iso(instantOf('Europe/Berlin', 2026, 9, 25, hour)));
  assert.deepEqual(autumn.map((s) => s.slice(8, 13)), ['24T23', '25T00', '25T02']);
});

test('parts of a wall clock may overflow', () => {
  assert.equal(iso(instantOf('Europe/Berlin', 2025, 12, 1)), '2025-12-31T23:00:00.000Z');
  assert.equal(iso(instantOf('UTC', 2025, 0, 0, 0, -5)), '2024-12-30T23:55:00.000Z');
});
