import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { has, lang, languageFor, loadMessages, t, useMessages } from '../../main/resources/dev/stillframe/web/app/i18n.js';
import { messages } from './worlds.js';

const folder = new URL('../../main/resources/dev/stillframe/web/', import.meta.url);
const english = messages('en');
const german = messages('de');

const { fetch } = globalThis;

afterEach(() => {
  useMessages('en', english);
  globalThis.fetch = fetch;
});

test('both languages have the same texts, sorted, with the same values in them', () => {
  assert.deepEqual(Object.keys(german), Object.keys(english));
  assert.deepEqual(Object.keys(english), Object.keys(english).toSorted());
  const names = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted().join();
  for (const key of Object.keys(english)) {
    assert.equal(names(german[key]), names(english[key]), key);
    assert.ok(english[key] && german[key], key);
  }
});

test('every text that the page or a script asks for is there', () => {
  const scripts = readdirSync(new URL('app/', folder)).filter((f) => f.endsWith('.js'));
  const sources = ['index.mustache', ...scripts.map((f) => `app/${f}`)].map((f) => readFileSync(new URL(f, folder), 'utf8'));
  const asked = sources.flatMap((s) => [...s.matchAll(/(?:\bt\(|data-t=|data-label=)['"]([a-z]+\.\w+)['"]/g)].map((m) => m[1]));
  assert.ok(asked.length > 5);
  const nested = readFileSync(new URL('index.mustache', folder), 'utf8').matchAll(/\{\{t\.([\w.]+)\}\}/g);
  for (const key of new Set([...asked, ...[...nested].map((m) => m[1])])) {
    assert.ok(key in english || `${key}.other` in english, key);
  }
});

test('values stand in their places, and numbers pick the form', () => {
  assert.equal(t('chart.range', { low: '1', high: '<b>{low}' }), '1 to <b>{low}');
  assert.deepEqual([1, 2, 1200].map((n) => t('chart.tests', { n })), ['1 test', '2 tests', '1,200 tests']);
  useMessages('de', german);
  assert.equal(t('chart.tests', { n: 1200 }), '1.200 Tests');
});

test('a text that is not there is its key, and nothing inherited is taken for one', () => {
  assert.equal(t('no.such'), 'no.such');
  assert.equal(t('constructor'), 'constructor');
  assert.equal(has('toString'), false);
});

test('the language is the chosen one, else the first wanted that there is', () => {
  assert.equal(languageFor('de', ['en-US']), 'de');
  assert.equal(languageFor(null, ['fr-FR', 'de-AT', 'en']), 'de');
  assert.equal(languageFor(null, ['fr']), 'en');
  assert.equal(languageFor('xx', []), 'en');
});

test('the texts before stay where others can not be had', async () => {
  for (const answer of [async () => ({ ok: false }), async () => Promise.reject(new TypeError('away')), async () => new Response('<p>')]) {
    globalThis.fetch = answer;
    assert.equal(await loadMessages('de'), false);
    assert.deepEqual([lang(), t('table.time')], ['en', 'Time']);
  }
  globalThis.fetch = async () => Response.json(german);
  assert.equal(await loadMessages('de'), true);
  assert.deepEqual([lang(), t('table.time')], ['de', 'Zeit']);
});
