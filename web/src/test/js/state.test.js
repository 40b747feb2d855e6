import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatState, parseState, PERIODS } from '../../main/resources/dev/stillframe/web/app/state.js';

const offer = { windows: ['1h', '1d'], granularities: [20, 100, 250, 500], window: '1d' };
const defaults = {
  scopes: ['all'],
  mode: 'window',
  window: '1d',
  granularity: 'auto',
  period: null,
  metric: null,
  panel: 'chart',
  day: null,
  zone: 'deployment',
  zoom: null,
  lang: null,
};
const parsed = (hash) => parseState(hash, offer);

test('a choice comes back out of the address', () => {
  const choices = [
    { scopes: ['home-2', 'office'], window: '1h', granularity: 20, metric: 'packet_loss', zone: 'utc', lang: 'de' },
    { mode: 'daily', period: 'all', panel: 'coverage', day: '2025-12-29', zoom: { from: -5, to: 7 } },
    { mode: 'hourly', period: 35, panel: 'heat', zone: 'viewer' },
    {},
  ];
  for (const choice of choices) {
    const state = { ...defaults, ...choice };
    assert.deepEqual(parsed(formatState(state, offer)), state);
  }
});

test('what is the default is not in the address', () => {
  assert.equal(formatState(defaults, offer), '#');
  assert.equal(formatState({ ...defaults, mode: 'daily', period: 90 }, offer), '#mode=daily');
});

test('what is not on offer becomes the default', () => {
  assert.deepEqual(parsed(''), defaults);
  const nonsense = '#window=5y&granularity=21&metric=%3Cb%3E&scope=&mode=x&panel=__proto__&zone=Mars&lang=fr&day=today';
  assert.deepEqual(parsed(`${nonsense}&from=9&to=2&period=constructor`), defaults);
  assert.deepEqual(parsed('#from=1&to=Infinity'), defaults);
  assert.equal(parsed('#mode=constructor').mode, 'window');
});

test('links of before still work', () => {
  const old = parsed('#scope=home&window=1d&granularity=100&metric=ping');
  assert.deepEqual(old, { ...defaults, scopes: ['home'], granularity: 100, metric: 'ping' });
});

test('at most four scopes stand side by side, each once, and only names that hosts can have', () => {
  assert.deepEqual(parsed('#scope=a,b,a,c,d,e').scopes, ['a', 'b', 'c', 'd']);
  assert.deepEqual(parsed('#scope=%3Cscript%3E,Home,home,').scopes, ['home']);
});

test('a period that its mode does not offer becomes the standard one of that mode', () => {
  assert.equal(parsed('#mode=daily&period=7').period, PERIODS.daily.standard);
  assert.equal(parsed('#mode=hourly&period=35').period, 35);
  assert.equal(parsed('#mode=window&period=35').period, null);
});
