import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

const script = readFileSync(new URL('../../main/resources/dev/stillframe/web/app/early.js', import.meta.url), 'utf8');

/** Whether the view that the page came with is the one that the address asks for. */
function isFirst(hash, search = '') {
  const document = { documentElement: { dataset: {} } };
  const localStorage = { getItem: () => null };
  runInNewContext(script, { document, localStorage, location: { hash, search }, URLSearchParams }, { timeout: 2000 });
  return document.documentElement.dataset.first !== 'off';
}

test('the first view stays for addresses that ask for no other', () => {
  for (const hash of ['', '#', '#zone=utc&lang=de', '#panel=heat', '#from=1&to=2']) {
    assert.equal(isFirst(hash), true, hash);
  }
  for (const hash of ['#scope=home', '#zone=utc&metric=ping', '#x', '#window=1h&lang=de']) {
    assert.equal(isFirst(hash), false, hash);
  }
  assert.equal(isFirst('', '?async=1'), false);
});

test('no address keeps the page busy', () => {
  assert.equal(isFirst(`${'#zone='.repeat(60)}&x`), false);
  assert.equal(isFirst(`#${'&lang='.repeat(20_000)}&x`), false);
});
