import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentHosts, stepOf } from '../../main/resources/dev/stillframe/web/app/hosts.js';
import { renderSilent } from '../../main/resources/dev/stillframe/web/app/silent.js';
import { page } from './fakes.js';
import './worlds.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = Date.parse('2025-12-29T08:00:00Z');
const host = (name, age) => ({ host: name, lastSampleAt: age === null ? null : now - age });
const silent = (hosts, steps) => silentHosts(hosts, now, steps).filter((h) => h.silent).map((h) => h.host);

test('a host whose step is not known is silent after a day, one without a sample at once', () => {
  assert.deepEqual(silent([host('a', 24 * HOUR), host('b', 24 * HOUR + 1), host('c', null)]), ['b', 'c']);
});

test('a host whose step is known is silent after three of them, but not within minutes', () => {
  const steps = new Map([['half-hourly', 30 * MINUTE], ['quick', 1000], ['daily', 24 * HOUR]]);
  const at = (age) => silent([...steps.keys()].map((name) => host(name, age)), steps);
  assert.deepEqual(at(10 * MINUTE), []);
  assert.deepEqual(at(10 * MINUTE + 1), ['quick']);
  assert.deepEqual(at(90 * MINUTE), ['quick']);
  assert.deepEqual(at(90 * MINUTE + 1), ['half-hourly', 'quick']);
  assert.deepEqual(at(72 * HOUR + 1), ['half-hourly', 'quick', 'daily']);
});

test('a device whose clock is behind calls nobody silent', () => {
  assert.deepEqual(silent([host('a', -HOUR)], new Map([['a', MINUTE]])), []);
});

test('the usual step is found in points of several tests, over an outage and failed tests', () => {
  const t = [0, 4, 8, 12, 112, 116, 120].map((n) => n * 15 * MINUTE);
  const payload = { t, count: [2, 2, 2, 1, 2, 2, 2], failures: [0, 0, 0, 1, 0, 0, 0] };
  assert.equal(stepOf(payload), 30 * MINUTE);
});

test('a few samples make no step', () => {
  assert.equal(stepOf({ t: [0, 1, 2, 3], count: [1, 1, 1, 1], failures: [0, 0, 0, 0] }), null);
  assert.equal(stepOf({ t: [], count: [], failures: [] }), null);
});

function shown(hosts) {
  const document = page();
  const element = document.createElement('p');
  const chosen = [];
  const show = (list, at = now) =>
    renderSilent(element, silentHosts(list, at), { now: at, onHost: (name) => chosen.push(name) });
  show(hosts);
  return { element, chosen, show, document };
}

test('silent hosts stand in a line, and each leads to its own view', () => {
  const { element, chosen } = shown([host('home', MINUTE), host('office', 72 * HOUR), host('cabin', null)]);
  assert.equal(element.textContent, 'Silent: office (3 days ago), cabin (no samples)');
  assert.equal(element.hidden, false);
  element.querySelectorAll('button')[1].onclick();
  assert.deepEqual(chosen, ['cabin']);
});

test('nothing is shown when nobody is silent', () => {
  const { element, show } = shown([host('office', 72 * HOUR)]);
  show([host('office', MINUTE)]);
  assert.equal(element.hidden, true);
});

test('as time goes by only the ages change, so that a focus stays where it is', () => {
  const { element, show } = shown([host('office', 72 * HOUR)]);
  const [button] = element.querySelectorAll('button');
  show([host('office', 72 * HOUR)], now + 24 * HOUR);
  assert.equal(element.querySelectorAll('button')[0], button);
  assert.equal(element.textContent, 'Silent: office (4 days ago)');
});

test('a long list is cut, and shown whole when asked for', () => {
  const many = Array.from({ length: 17 }, (_, i) => host(`h${i}`, (48 + i) * HOUR));
  const { element, document } = shown(many);
  assert.match(element.textContent, /h4 \(2 days ago\) and 12 more$/);
  element.querySelectorAll('button').at(-1).onclick();
  assert.equal(element.querySelectorAll('button').length, 17);
  assert.equal(document.activeElement.textContent, 'h5');
});

test('a name from a file stands as text', () => {
  assert.equal(shown([host('<img src=x>', null)]).element.querySelectorAll('button')[0].textContent, '<img src=x>');
});
