import assert from 'node:assert/strict';
import { test } from 'node:test';
import { age, metricName, moment, quantity } from '../../main/resources/dev/stillframe/web/app/format.js';
import { timeTicks } from '../../main/resources/dev/stillframe/web/app/ticks.js';
import './worlds.js';

process.env.TZ = 'Europe/Berlin';

const HOUR = 3_600_000;
const labels = (start, end, most) => timeTicks(start, end, most, { locale: 'en-GB' }).map((t) => t.label);

test('ages are short and never in the future', () => {
  const ages = [-5000, 0, 999, 40_000, 180_000, 5 * HOUR, 47 * HOUR, 48 * HOUR, NaN].map(age);
  const soon = ['just now', 'just now', 'just now', '40 s ago', '3 min ago'];
  assert.deepEqual(ages, [...soon, '5 h ago', '47 h ago', '2 days ago', 'unknown']);
});

test('numbers have the decimals that they need', () => {
  assert.equal(quantity(93.1, 'Mbit/s', { locale: 'en-GB' }), '93.1 Mbit/s');
  assert.equal(quantity(123.456, 'ms', { locale: 'en-GB' }), '123.5 ms');
  assert.equal(quantity(-0.25, '', { locale: 'en-GB' }), '-0.25');
  assert.equal(quantity(1, '\u202e<b>\u2067', { locale: 'en-GB' }), '1 <b>', 'a unit does not turn its neighbours');
  assert.equal(metricName('packet_loss'), 'Packet loss');
});

test('a moment names the day only when it is another', () => {
  const now = Date.parse('2026-02-03T14:00:00+01:00');
  assert.equal(moment(now - HOUR, now, { locale: 'en-GB' }), '13:00');
  assert.equal(moment(now - 24 * HOUR, now, { locale: 'en-GB' }), '2 Feb, 14:00');
  assert.match(moment(now - 60 * 24 * HOUR, now, { locale: 'en-GB' }), /^5 Dec 2025,? 14:00$/);
  assert.equal(moment(NaN, now, { locale: 'en-GB' }), 'an unknown time');
});

test('ticks of a day stand at round local hours, midnight as a date', () => {
  const start = Date.parse('2026-02-02T14:10:00+01:00');
  const expected = ['15:00', '18:00', '21:00', '3 Feb', '03:00', '06:00', '09:00', '12:00'];
  assert.deepEqual(labels(start, start + 24 * HOUR, 8), expected);
});

test('ticks stay at round hours over both clock changes', () => {
  for (const day of ['2026-03-28T12:00:00+01:00', '2026-10-24T12:00:00+02:00']) {
    const start = Date.parse(day);
    const ticks = timeTicks(start, start + 24 * HOUR, 8, { locale: 'en-GB' });
    assert.ok(ticks.every((t) => new Date(t.value).getHours() % 3 === 0), day);
    assert.ok(ticks.every((t, i) => i === 0 || t.value > ticks[i - 1].value), day);
  }
});

test('ticks of a quarter are Mondays, of a year the first of months', () => {
  const start = Date.parse('2025-11-20T10:00:00+01:00');
  const weeks = timeTicks(start, start + 90 * 24 * HOUR, 14, { locale: 'en-GB' });
  assert.ok(weeks.length > 8 && weeks.every((t) => new Date(t.value).getDay() === 1));
  const months = timeTicks(start, start + 365 * 24 * HOUR, 7, { locale: 'en-GB' });
  assert.ok(months.every((t) => new Date(t.value).getDate() === 1));
  assert.deepEqual(months.map((t) => t.label), ['2026', 'Mar', 'May', 'Jul', 'Sept', 'Nov']);
});

test('there are about as many ticks as asked for, and in no window none', () => {
  for (const days of [1 / 24, 10 / 24, 1, 10, 90, 365]) {
    for (const most of [3, 5, 10, 16]) {
      const start = Date.parse('2026-03-27T22:13:00Z');
      const count = timeTicks(start, start + 24 * HOUR * days, most, { locale: 'en-GB' }).length;
      assert.ok(count >= 1 && count <= most + 1, `${days} days, ${most}: ${count}`);
    }
  }
});
