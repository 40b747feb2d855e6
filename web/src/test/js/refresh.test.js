import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FetchError } from '../../main/resources/dev/stillframe/web/app/client.js';
import { askFor, isResting, jsonPoster, RefreshControl } from '../../main/resources/dev/stillframe/web/app/refresh.js';
import { clockwork, eventSources, page } from './fakes.js';
import './worlds.js';

const ID = '88fe1179d2a03ce3566b4d39c7d6a87d';
const FILE = `./refresh/${ID}.json`;
const gone = new FetchError('unreachable', 'x', 'TypeError');
const accepted = (change = {}, id = ID) => ({
  status: 202,
  json: { requestId: id, status: 'queued', etaSeconds: 3, statusUrl: '', eventsUrl: '', snapshotUrl: '', ...change },
  retryAfter: 1,
});
const status = (change = {}, id = ID) => ({
  requestId: id,
  scope: 'home',
  status: 'running',
  progress: 0.4,
  stage: 'fold',
  etaSeconds: 2,
  error: null,
  manifest: null,
  ...change,
});
const complete = (id = ID) => status({ status: 'complete', progress: 1, stage: 'complete', manifest: { build: 4 } }, id);
const failed = (id = ID) => status({ status: 'failed', stage: 'failed', error: 'The build failed.' }, id);

/**
 * A control in a page whose server answers posts by `answer(body)`, and gets from `files`: an answer, an error, or a list of
 * such, the last for all after it. `said` is all that the live region said, in order.
 */
function world(answer = () => accepted(), files = {}) {
  const clock = clockwork(1_000_000);
  const { EventSource, streams } = eventSources();
  const document = page();
  const posted = [];
  const asked = [];
  const done = [];
  const said = [];
  const element = () => document.createElement('div');
  const [button, bar, left, status] = [element(), element(), element(), element()];
  Object.defineProperty(status, 'textContent', { get: () => said.at(-1) ?? '', set: (text) => said.push(text) });
  const parts = {
    button,
    bar,
    left,
    status,
    now: clock.now,
    timers: clock.timers,
    EventSource,
    post: async (url, body) => {
      posted.push(body);
      assert.equal(url, './samples/refresh');
      const result = answer(body);
      if (result instanceof Error) {
        throw result;
      }
      return result;
    },
    get: async (url) => {
      asked.push(url);
      const found = files[url];
      const result = Array.isArray(found) ? (found.length > 1 ? found.shift() : found[0]) : found;
      if (result instanceof Error || result === undefined) {
        throw result ?? new FetchError('missing', url, 404);
      }
      return result;
    },
    onDone: async (scope, manifest) => void done.push([scope, manifest]),
  };
  const control = new RefreshControl(parts);
  return { control, parts, clock, streams, posted, asked, done, said, files, bar, left, button };
}

test('a refresh goes by events to its end, and says begin and end only', async () => {
  const { control, clock, streams, posted, done, said, bar, button, asked, left } = world();
  const over = control.ask(['home']);
  await clock.settle();
  assert.deepEqual(posted, [{ host: 'home' }]);
  assert.equal(streams[0].url, `./samples/refresh/${ID}/events`);
  assert.equal(bar.hidden, false);
  assert.equal(bar.value, undefined, 'nobody knows yet how far it is');
  assert.equal(button.attributes['aria-busy'], 'true');
  streams[0].send('started', status({ progress: 0.1 }));
  streams[0].send('progress', status());
  assert.equal(bar.value, 0.4);
  assert.equal(left.textContent, 'about 2 s left');
  assert.equal(bar.attributes['aria-label'], 'Progress of the new build');
  streams[0].send('complete', complete());
  await over;
  assert.deepEqual(done, [['home', { build: 4 }]]);
  assert.deepEqual(said, ['Asking for new data…', 'Up to date.']);
  assert.equal(bar.hidden, true);
  assert.equal(streams[0].closed, true);
  assert.deepEqual(asked, []);
  await clock.pass(10_000);
  assert.equal(said.at(-1), '');
  assert.equal(clock.waiting, 0);
});

test('all hosts are asked for without a host', async () => {
  const { control, clock, posted } = world();
  control.ask(['all']);
  await clock.settle();
  assert.deepEqual(posted, [{}]);
});

test('the time left runs down between two events', async () => {
  const { control, clock, left } = world(() => accepted({ etaSeconds: 3 }));
  control.ask(['home']);
  await clock.settle();
  assert.equal(left.textContent, 'about 3 s left');
  await clock.pass(1000);
  assert.equal(left.textContent, 'about 2 s left');
  await clock.pass(2000);
  assert.equal(left.textContent, 'working…');
});

test('the bar never goes back, and stays until the new data are on the screen', async () => {
  const { control, parts, clock, streams, bar } = world();
  let show;
  parts.onDone = () => new Promise((resolve) => (show = resolve));
  const over = control.ask(['home']);
  await clock.settle();
  streams[0].send('progress', status({ progress: 0.6 }));
  streams[0].send('progress', status({ progress: 0.2 }));
  assert.equal(bar.value, 0.6);
  streams[0].send('complete', complete());
  await clock.settle();
  assert.equal(bar.hidden, false);
  assert.equal(bar.value, 1);
  show();
  await over;
  assert.equal(bar.hidden, true);
});

test('a request that is complete at once needs nothing to follow', async () => {
  const { control, streams, done } = world(() => accepted({ status: 'complete', etaSeconds: 0 }));
  await control.ask(['home']);
  assert.deepEqual(done, [['home', null]]);
  assert.equal(streams.length, 0);
});

test('a build that ends before the stream opens is known by its first event', async () => {
  const { control, clock, streams, done } = world();
  const over = control.ask(['home']);
  await clock.pass(3000);
  streams[0].send('complete', complete());
  await over;
  assert.equal(done.length, 1);
});

for (const [name, spoil] of Object.entries({
  'fails, as where no streams can be sent': ({ streams }) => streams[0].send('error', ''),
  'never opens': ({ clock }) => clock.pass(4000),
  'brings something unreadable': ({ streams }) => streams[0].send('progress', '{"a":'),
  'is about another request': ({ streams }) => streams[0].send('progress', status({}, 'f'.repeat(32))),
  'falls silent on the way': async ({ streams, clock }) => {
    streams[0].send('started', status({ progress: 0.1 }));
    await clock.pass(4000);
  },
})) {
  test(`where a stream ${name}, the status file leads to the end`, async () => {
    const all = world(() => accepted(), { [FILE]: [new FetchError('missing', FILE, 404), status(), complete()] });
    const { control, clock, streams, done, asked, bar } = all;
    const over = control.ask(['home']);
    await clock.settle();
    await spoil(all);
    await clock.pass(2000);
    assert.equal(bar.value, 0.4);
    await clock.pass(2000);
    await over;
    assert.equal(done.length, 1);
    assert.deepEqual(asked, [FILE, FILE, FILE]);
    assert.equal(streams[0].closed, true);
    assert.equal(streams.length, 1);
  });
}

test('a browser without streams asks for the status file', async () => {
  const { parts, clock, done } = world(() => accepted(), { [FILE]: complete() });
  const control = new RefreshControl({ ...parts, EventSource: class { constructor() { throw new TypeError(); } } });
  await control.ask(['home']);
  await clock.settle();
  assert.equal(done.length, 1);
});

test('what a stream says after it was left changes nothing', async () => {
  const { control, clock, streams, done } = world(() => accepted(), { [FILE]: status() });
  const over = control.ask(['home']);
  await clock.pass(5000);
  streams[0].send('complete', complete());
  await clock.settle();
  assert.equal(done.length, 0);
  assert.equal(control.isBusy, true);
  void over;
});

test('the status file is asked for each second at first, and then each three', async () => {
  const { control, clock, streams, asked } = world(() => accepted(), { [FILE]: status() });
  control.ask(['home']);
  await clock.settle();
  streams[0].send('error', '');
  await clock.pass(1000);
  assert.equal(asked.length, 2);
  await clock.pass(60_000);
  const before = asked.length;
  await clock.pass(30_000);
  assert.equal(asked.length - before, 10);
});

test('after two minutes without news a request is given up, and the button works again', async () => {
  const { control, clock, streams, said, done, button } = world();
  const over = control.ask(['home']);
  await clock.settle();
  streams[0].send('error', '');
  await clock.pass(117_000);
  assert.equal(control.isBusy, true);
  await clock.pass(6000);
  await over;
  assert.match(said.at(-1), /^Nothing was heard of the build for two minutes/);
  assert.deepEqual(done, []);
  assert.equal(button.attributes['aria-busy'], 'false');
});

test('a request with news goes on, however long it takes', async () => {
  const steps = Array.from({ length: 300 }, (_, i) => status({ progress: i / 400 }));
  const { control, clock, streams, done } = world(() => accepted(), { [FILE]: [...steps, complete()] });
  control.ask(['home']);
  await clock.settle();
  streams[0].send('error', '');
  await clock.pass(890_000);
  assert.equal(control.isBusy, true);
  await clock.pass(30_000);
  assert.equal(done.length, 1);
});

test('a device that slept looks again before it gives up', async () => {
  const { parts, clock, streams, done } = world(() => accepted(), { [FILE]: [gone, gone, gone, complete()] });
  let slept = 0;
  const control = new RefreshControl({ ...parts, now: () => clock.now() + slept });
  control.ask(['home']);
  await clock.settle();
  streams[0].send('error', '');
  await clock.settle();
  slept = 3_600_000;
  await clock.pass(10_000);
  assert.equal(done.length, 1);
});

test('a build that failed is told with its reason, and no data are touched', async () => {
  const { control, clock, streams, said, done } = world();
  const over = control.ask(['home']);
  await clock.settle();
  streams[0].send('failed', failed());
  await over;
  await clock.pass(59_000);
  assert.equal(said.at(-1), 'No new data: The build failed.');
  await clock.pass(1000);
  assert.equal(said.at(-1), '');
  assert.deepEqual(done, []);
});

const problem = (code, retryAfter = NaN) => ({ status: code, json: { status: code, detail: '<b>' }, retryAfter });
const html = (code) => ({ status: code, json: null, retryAfter: NaN });
const WITHOUT_API = 'This page is served without the API';
for (const [name, answer, text] of [
  ['too many builds', problem(429, 17.2), 'Too many builds were asked for. Try again in 18 s.'],
  ['too many, without a time', problem(429), 'Too many builds were asked for. Try again in a minute.'],
  ['a server that is busy', problem(503, 5), 'The server is busy. Try again in 5 s.'],
  ['a gateway that fails', html(502), 'The server is busy. Try again in a moment.'],
  ['closed reading', problem(401), 'Reading, or asking for builds, is closed here'],
  ['a token of another host', problem(403), 'Reading, or asking for builds, is closed here'],
  ['an unknown host', problem(404), 'There is no host home.'],
  ['a request that is wrong', problem(400), 'The server refused to build (400).'],
  ['an error of the server', problem(500), 'The server refused to build (500).'],
  ['a static host, 404', html(404), WITHOUT_API],
  ['a static host, 405', html(405), WITHOUT_API],
  ['a CDN that takes no POST', html(403), WITHOUT_API],
  ['a static host that answers with its page', html(200), WITHOUT_API],
  ['a static host that answers any path with JSON', { status: 200, json: {}, retryAfter: NaN }, WITHOUT_API],
  ['an acceptance without a request', { status: 202, json: { requestId: '../x' }, retryAfter: NaN }, WITHOUT_API],
  ['a server that does not answer', gone, 'The server did not answer; nothing was asked for.'],
]) {
  test(`${name}: said in words, and the button works again`, async () => {
    const { control, said, bar, streams, done } = world(() => answer);
    await control.ask(['home']);
    assert.ok(said.at(-1).startsWith(text), said.at(-1));
    assert.equal(bar.hidden, true);
    assert.equal(control.isBusy, false);
    assert.equal(streams.length + done.length, 0);
    await control.ask(['home']);
    assert.equal(said.length, 4);
  });
}

test('a second click while it is in work asks for nothing new', async () => {
  const { control, clock, streams, posted, said, done } = world();
  const first = control.ask(['home']);
  const second = control.ask(['home']);
  await clock.settle();
  streams[0].send('complete', complete());
  await Promise.all([first, second]);
  assert.equal(posted.length, 1);
  assert.equal(done.length, 1);
  assert.equal(said.length, 2);
});

test('scopes side by side are asked for each, with one bar and one end', async () => {
  const ids = { home: 'a'.repeat(32), office: 'b'.repeat(32) };
  const { control, clock, streams, posted, said, done, bar, left } = world(({ host }) => accepted({ etaSeconds: host.length }, ids[host]));
  const over = control.ask(['home', 'office']);
  await clock.settle();
  assert.deepEqual(posted, [{ host: 'home' }, { host: 'office' }]);
  assert.equal(left.textContent, 'about 6 s left');
  streams[0].send('complete', complete(ids.home));
  await clock.settle();
  assert.deepEqual(done.map(([scope]) => scope), ['home'], 'the first does not wait for the second');
  assert.equal(bar.hidden, false);
  streams[1].send('failed', failed(ids.office));
  await over;
  assert.deepEqual(said, ['Asking for new data…', 'home: Up to date. office: No new data: The build failed.']);
});

const minute = 60_000;
const resting = (scope, age, change = {}) => ({
  scope,
  state: { window: '1h' },
  config: { windows: [{ window: '1h', builtEverySeconds: 60 }] },
  built: { generatedAt: 1_000_000 - age, stale: false, ...change },
});

test('a host rests when its snapshot is older than two builds, and no build failed', () => {
  const rests = (view) => isResting(view, 1_000_000);
  assert.equal(rests(resting('home', 2 * minute)), false, 'within what builds and caches take');
  assert.equal(rests(resting('home', 3 * minute)), true);
  assert.equal(rests(resting('home', 3 * minute, { stale: true })), false);
  assert.equal(rests(resting('all', 3 * minute)), false);
  assert.equal(rests({ ...resting('home', 3 * minute), config: null }), false);
  assert.equal(rests({ ...resting('home', 3 * minute), built: null }), false);
  assert.equal(rests({ ...resting('home', 3 * minute), state: { window: '12m' } }), false);
});

test('a resting host is refreshed by itself, without a word, and again after five minutes at the earliest', async () => {
  const { control, clock, streams, posted, said, done, bar, button } = world();
  const view = resting('home', 10 * minute);
  const over = control.watch([view]);
  await clock.settle();
  assert.equal(bar.hidden, false);
  assert.equal(button.attributes['aria-busy'], 'false');
  streams[0].send('complete', complete());
  await over;
  assert.equal(done.length, 1);
  for (let second = 0; second < 299; second += 10) {
    await control.watch([view]);
    await clock.pass(10_000);
  }
  assert.equal(posted.length, 1);
  control.watch([view]);
  await clock.settle();
  assert.equal(posted.length, 2);
  assert.deepEqual(said, []);
});

test('a page that nobody sees refreshes nothing by itself', async () => {
  const { control, posted } = world();
  await control.watch([resting('home', 10 * minute)], true);
  assert.deepEqual(posted, []);
});

test('where there is no API nothing is said of it, and it is tried once', async () => {
  const { control, posted, said } = world(() => html(405));
  await control.watch([resting('home', 10 * minute)]);
  await control.watch([resting('office', 10 * minute)]);
  assert.equal(posted.length, 1);
  assert.deepEqual(said, []);
});

test('a click while a host is refreshed by itself joins, and is told the end', async () => {
  const { control, clock, streams, posted, said, button } = world();
  control.watch([resting('home', 10 * minute)]);
  await clock.settle();
  const over = control.ask(['home']);
  assert.equal(button.attributes['aria-busy'], 'true');
  streams[0].send('complete', complete());
  await over;
  assert.equal(posted.length, 1);
  assert.deepEqual(said, ['Asking for new data…', 'Up to date.']);
});

test('a post is JSON, and any answer to it is read without a fault', async () => {
  const sent = [];
  const post = (response) =>
    jsonPoster(async (url, init) => {
      sent.push([init.method, init.headers['Content-Type'], init.body]);
      return response();
    }, 1000)('./samples/refresh', { host: 'home' });
  const typed = (type, body, init = {}) => () => new Response(body, { ...init, headers: { 'Content-Type': type, ...init.headers } });
  const later = await post(typed('application/problem+json', '{"status":429}', { status: 429, headers: { 'Retry-After': '7' } }));
  assert.deepEqual(later, { status: 429, json: { status: 429 }, retryAfter: 7 });
  assert.deepEqual(await post(typed('text/html', '<p>')), { status: 200, json: null, retryAfter: NaN });
  await assert.rejects(post(typed('application/json', '{')), { kind: 'broken' });
  await assert.rejects(post(() => { throw new TypeError('failed'); }), { kind: 'unreachable' });
  assert.deepEqual(sent[0], ['POST', 'application/json', '{"host":"home"}']);
  const broken = async () => Promise.reject(new FetchError('broken', 'x', ''));
  assert.deepEqual(await askFor('all', broken), { end: 'absent' });
});
