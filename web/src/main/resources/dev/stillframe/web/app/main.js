import { jsonSource } from './client.js';
import { Controls, readOffer, scopeName, windowReaching } from './controls.js';
import { Fit } from './fit.js';
import { age } from './format.js';
import { pollDelay } from './freshness.js';
import { LANGUAGES, languageFor, lang, loadMessages, locale, t, translate } from './i18n.js';
import { calendarProblem, noticesForAll } from './notices.js';
import { promises, seriesOf } from './payload.js';
import { Session } from './session.js';
import { formatState, parseState, periodFor } from './state.js';
import { offeredMetrics, tileOf, Tiles } from './tiles.js';
import { zoneOf } from './zone.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const element = (id) => document.getElementById(id);
const root = document.documentElement;
const clockOffset = Number(root.dataset.clockOffsetMillis) || 0;
const now = () => Date.now() + clockOffset;
const { title } = document;
const query = new URLSearchParams(location.search);

const offer = readOffer();
let state = parseState(location.hash, offer);
const get = jsonSource(fetch.bind(window), 8000);
const session = new Session(get, now);
const controls = new Controls(choose);
const fit = new Fit(offer);
const tiles = new Tiles(element('tiles'), (metric) => choose({ metric }));
const seen = new Set();
/** What comes by import(), once it is there. */
const parts = { board: null, calendar: null, rest: null, slots: null };
let chosen = null;
let shown = {};
let granularity = null;
let timer = 0;
let polling = 0;
let ready = false;
let opened = false;
let zooming = 0;

// ---- Choices ---------------------------------------------------------------------------------------------------------

/** Takes a choice of the reader; `quietly` without a step in the history. */
function choose(change, quietly = false) {
  const next = { ...state, ...change };
  if (change.mode && change.mode !== state.mode) {
    next.period = periodFor(next.mode, null);
  }
  // Another span of time is seen whole.
  if (['mode', 'window', 'period'].some((name) => next[name] !== state[name])) {
    next.zoom = null;
  }
  const address = `${location.pathname}${location.search}${formatState(next, offer)}`;
  if (formatState(next, offer) !== formatState(state, offer) || quietly) {
    history[quietly ? 'replaceState' : 'pushState'](null, '', address);
  }
  navigate(next);
}

async function navigate(next) {
  const other = ['scopes', 'mode', 'window', 'period'].some((name) => String(next[name]) !== String(state[name]));
  clearTimeout(zooming);
  if (other || next.metric !== state.metric) {
    // What the page came with is another view.
    root.dataset.first = 'off';
  }
  state = next;
  // Another language may be chosen while one comes.
  while (languageFor(state.lang) !== lang() && (await loadMessages(languageFor(state.lang)))) {
    speak();
  }
  if (request() || other) {
    poll();
  }
  render();
}

let stageWidth = 0;

/** Tells the session what is wanted. Says whether it is cut in another way than before. */
function request() {
  // A chart that is not shown has no width: then the one it had.
  stageWidth = element('stage').clientWidth || stageWidth || element('panel').clientWidth;
  const quarters = state.mode === 'minute';
  const next = quarters ? offer.granularities.at(-1) : fit.granularity(state, stageWidth, granularity);
  const changed = next !== granularity;
  granularity = next;
  session.choose({ scopes: state.scopes, window: quarters ? '1d' : state.window, granularity });
  return changed;
}

/** Writes all texts in the language that has been loaded. */
function speak() {
  root.lang = lang();
  translate(document);
}

// ---- Data ------------------------------------------------------------------------------------------------------------

/** Polls at once, and again when it is time. Of polls that overlap, only the last plans the next. */
async function poll({ force = false } = {}) {
  const turn = ++polling;
  clearTimeout(timer);
  try {
    await Promise.all([session.poll({ force, onPart: () => ready && render() }), pollCalendar(force)]);
    if (ready) {
      render();
    }
    if (opened && !(parts.board && parts.rest)) {
      openAll();
    }
    learn();
    if (request()) {
      setTimeout(poll);
    }
    parts.rest?.refresh.watch(views(), document.hidden);
  } finally {
    if (turn === polling) {
      timer = setTimeout(poll, pollDelay(document.hidden));
    }
  }
}

function learn() {
  const payload = views().find((view) => view.scope === 'all')?.payload;
  if (payload && session.hosts) {
    const since = now() - offer.spans.get(payload.window);
    fit.learn(payload, session.hosts.filter((h) => h.lastSampleAt > since).length);
  }
}

async function calendar() {
  if (!parts.calendar) {
    const { CalendarReader } = await import('./calendar.js');
    parts.calendar ??= new CalendarReader(get);
  }
  return parts.calendar;
}

async function pollCalendar(force) {
  const { scopes, mode, period } = state;
  if (mode === 'window') {
    return;
  }
  try {
    if (mode === 'minute') {
      parts.slots ??= (await import('./slots.js')).slotsOf;
      failedCalendar = false;
      return;
    }
    const reader = await calendar();
    failedCalendar = false;
    await Promise.all(scopes.map((scope) => reader.load(scope, mode, period, now(), { force })));
  } catch {
    // The views say that nothing is there; the next poll tries again.
    failedCalendar = true;
  }
}

const isCalendar = () => !['window', 'minute'].includes(state.mode);

let failedCalendar = false;
const views = () => state.scopes.map((scope) => session.view(scope));
const drawable = new WeakMap();

/** What a chart draws of a scope now, `{series, problem}`. */
function seriesFor(view) {
  if (isCalendar()) {
    const found = parts.calendar?.view(view.scope, state.mode, state.period) ?? null;
    return { series: found?.series ?? null, problem: found?.problem ?? (failedCalendar || null) };
  }
  const { payload, entry, problem } = view;
  const quarters = state.mode === 'minute';
  if (!payload || (quarters && !parts.slots)) {
    return { series: null, problem: problem ?? (failedCalendar || null) };
  }
  const at = entry.generatedAt;
  const zone = session.config?.zone ?? 'UTC';
  const key = `${at} ${quarters && zone}`;
  if (drawable.get(payload)?.key !== key) {
    drawable.set(payload, { key, series: quarters ? { ...parts.slots(payload, at, zone), until: at } : seriesOf(payload, at) });
  }
  return { series: drawable.get(payload).series, problem };
}

// ---- Showing ---------------------------------------------------------------------------------------------------------

function render() {
  const time = now();
  const all = views();
  const { config } = session;
  shown = { locale: locale(), zone: zoneOf(state, config) };
  controls.show(state, session, time, shown);
  parts.rest?.show(time);
  const scope = state.scopes.join() === 'all' ? [] : [state.scopes.map(scopeName).join(', ')];
  document.title = [...scope, title].join(' · ');
  renderTiles(all, time);
  renderPanel(all, config, time);
  renderClock();
}

let tilesKey = '';
/** The scopes that the tiles are of; the page comes with those of all hosts, or with none. */
let tilesOf = root.dataset.first !== 'off' && element('tiles').firstElementChild ? 'all' : null;

function renderTiles(all, time) {
  all.forEach(({ payload }) => payload?.metrics.forEach((m) => seen.add(m.name)));
  const names = offeredMetrics(all.map((v) => v.payload), session.config, seen, state.metric);
  chosen = names.includes(state.metric) ? state.metric : (names[0] ?? null);
  const scopes = state.scopes.join();
  const waiting = all.some((v) => !v.payload && !v.problem);
  const failed = !waiting && all.some((v) => !v.payload);
  element('tiles').setAttribute('aria-busy', String(waiting));
  // While a scope comes for the first time the tiles of the last one stay, so that nothing jumps; and those of this one, where
  // nothing comes any more.
  if (tilesOf !== null && (waiting || (failed && tilesOf === scopes))) {
    tiles.mark(chosen);
    return;
  }
  // The same numbers built later are of a later window.
  const versions = all.map(({ payload, entry }) => [identity(payload), payload && entry.generatedAt]);
  const key = JSON.stringify([versions, names, state.scopes, shown, Math.floor(time / HOUR), identity(session.config)]);
  if (key === tilesKey) {
    tiles.mark(chosen);
  } else if (names.length > 0) {
    tilesKey = key;
    tilesOf = scopes;
    const list = names.map((name) => all.map((view) => tileOf(name, view, time, shown)));
    tiles.show(list, chosen, state.scopes.map(scopeName));
  }
}

function renderPanel(all, config, time) {
  for (const panel of ['chart', 'heat', 'coverage']) {
    const is = state.panel === panel;
    element(`tab-${panel}`).setAttribute('aria-selected', String(is));
    element(`tab-${panel}`).tabIndex = is ? 0 : -1;
    element(`view-${panel}`).hidden = !is;
  }
  element('tools').hidden = state.panel !== 'chart';
  if (state.panel === 'chart') {
    renderChart(all, config, time);
  } else {
    parts.rest?.showPanel(config, time);
  }
}

function renderChart(all, config, time) {
  const found = all.map(seriesFor);
  element('csv').disabled = !found.some((f) => f.series);
  if (!parts.board) {
    return;
  }
  const of = state.mode === 'window' ? state.window : `${state.mode} ${state.period}`;
  const contents = all.map((view, i) => {
    const { series, problem } = found[i];
    const sources = view.scope === 'all' && state.mode === 'window' ? (session.hosts?.length ?? 1) : 1;
    const promised = promises(config, view.scope, chosen);
    const title = scopeName(view.scope);
    return { scope: view.scope, of, title, series, name: chosen, promised, sources, ...emptyText(view, series, problem, time) };
  });
  const declared = config?.metrics.find((m) => m.name === chosen);
  const lowest = found.flatMap((f) => f.series?.metrics.find((m) => m.name === chosen)?.min ?? []);
  const fromZero = (declared?.min ?? 0) >= 0 && !lowest.some((v) => v !== null && v < 0);
  const looks = [chosen, shown, fromZero, root.dataset.theme, dark.matches];
  const each = contents.map((c) => [c.scope, identity(c.series), c.text, c.promised, c.sources]);
  const key = JSON.stringify([state.mode, looks, each]);
  parts.board.show(contents, { fromZero, zoom: state.zoom, shown, now: time }, key);
  parts.rest?.showTable();
}

let identities = 0;
const known = new WeakMap();

function identity(object) {
  if (object && !known.has(object)) {
    known.set(object, ++identities);
  }
  return object ? known.get(object) : 0;
}

/** What stands in place of a chart: `text` is null where there is a chart, or one is on its way. */
function emptyText(view, series, problem, time) {
  if (!series) {
    return { text: problem ? t(calendarProblem(problem, false)) : null, action: null, failed: Boolean(problem) };
  }
  // Where all tests failed it is they that are drawn.
  if (series.metrics.some((m) => m.name === chosen) || (series.t.length > 0 && series.metrics.length === 0)) {
    return { text: null, action: null };
  }
  if (series.t.length > 0) {
    return { text: t('chart.noMetric', { metric: tileTitle() }), action: null };
  }
  if (view.newestSampleAt === null) {
    return { text: t(view.published ? 'chart.noneYet' : 'chart.nothing'), action: null };
  }
  const reaching = state.mode === 'window' ? windowReaching(view.newestSampleAt, time, offer) : null;
  const show = (name, change) => ({ text: t('chart.show', { window: t(name) }), run: () => choose(change) });
  if (reaching && reaching !== state.window) {
    return { text: t('chart.empty'), action: show(`window.${reaching}`, { window: reaching }) };
  }
  // No window reaches an old log; the years do.
  const old = windowReaching(view.newestSampleAt, time, offer) === null && state.mode !== 'yearly';
  return { text: t('chart.empty'), action: old ? show('mode.yearly', { mode: 'yearly' }) : null };
}

const tileTitle = () => document.querySelector(`#tiles [aria-checked=true] .title`)?.textContent ?? chosen;

/** All that changes by time alone. */
function renderClock() {
  if (!ready) {
    return;
  }
  const time = now();
  const all = views();
  const oldest = (list) => (list.length > 0 ? Math.min(...list) : null);
  const built = oldest(all.flatMap((v) => v.entry?.generatedAt ?? []));
  const newest = oldest(all.flatMap((v) => v.newestSampleAt ?? []));
  const published = all.some((v) => v.published);
  if (built !== null || published) {
    ageText('updated', built, time, false);
    ageText('newest', newest, time, newest !== null && time - newest > DAY);
  }
  const periods = isCalendar() && state.panel === 'chart';
  const notices = noticesForAll(periods ? all.map((view) => ({ ...view, calendar: seriesFor(view) })) : all, time, shown);
  element('updated').classList.toggle('old', notices.some((n) => n.level === 'warning'));
  const content = JSON.stringify(notices);
  const box = element('notices');
  if (box.dataset.content !== content) {
    box.dataset.content = content;
    box.replaceChildren(
      ...notices.map(({ level, text }) => paragraph(`notice ${level}`, text)),
    );
  }
  parts.rest?.tick(time);
  showNotice(session.config);
}

const paragraph = (className, textContent) => Object.assign(document.createElement('p'), { className, textContent, dir: 'auto' });

/** The deployment's own line above everything, which it may set while the page is open. */
function showNotice(config) {
  const text = config?.notice || null;
  const there = document.querySelector('.banner');
  // A page with another clock says so there too, which no file does.
  if (!config || clockOffset !== 0 || (there?.textContent ?? null) === text) {
    return;
  }
  there?.remove();
  if (text) {
    document.querySelector('h1').after(paragraph('banner', text));
  }
}

function ageText(id, at, now, old) {
  const box = element(id);
  const text = at === null ? t('page.none') : age(now - at);
  box.classList.toggle('old', old);
  if (box.textContent !== text) {
    const time = Object.assign(document.createElement('time'), { textContent: text });
    time.dateTime = at === null ? '' : new Date(at).toISOString();
    box.replaceChildren(at === null ? text : time);
  }
}

// ---- What comes after the first view ---------------------------------------------------------------------------------

async function openBoard() {
  const { openBoard: open } = await import('./board.js');
  parts.board = await open({ zoomed });
  element('empty').hidden = true;
  render();
}

let opening = null;

/** Loads what is not there yet; what fails is tried again with the next poll. */
function openAll() {
  opening ??= openMissing().finally(() => (opening = null));
}

async function openMissing() {
  try {
    await (parts.board || openBoard());
  } catch {
    element('empty').hidden = false;
    element('empty-text').textContent = t('chart.broken');
  }
  try {
    await (parts.rest || openRest());
  } catch {
    // The chart and the choices are there without it.
  }
}

async function openRest() {
  const { Rest } = await import('./rest.js');
  parts.rest = new Rest(page);
  render();
  if (query.get('force_refresh') === '1') {
    parts.rest.refresh.ask(state.scopes);
  } else {
    parts.rest.refresh.watch(views(), document.hidden);
  }
}

/** The reader has zoomed: the address follows when the hand rests. */
function zoomed(zoom) {
  state = { ...state, zoom };
  clearTimeout(zooming);
  zooming = setTimeout(() => choose({ zoom }, true), 250);
}

function listen() {
  const tabs = ['chart', 'heat', 'coverage'];
  tabs.forEach((panel) => element(`tab-${panel}`).addEventListener('click', () => choose({ panel })));
  element('tabs').addEventListener('keydown', (event) => {
    const at = tabs.indexOf(state.panel);
    const to = { ArrowRight: at + 1, ArrowLeft: at + 2, Home: 0, End: 2 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      choose({ panel: tabs[to % 3] });
      element(`tab-${tabs[to % 3]}`).focus();
    }
  });
  element('skip').addEventListener('click', (event) => {
    // The part after '#' holds the reader's choice; a jump must not overwrite it.
    event.preventDefault();
    element('panel').focus();
  });
  window.addEventListener('popstate', () => navigate(parseState(location.hash, offer)));
  window.addEventListener('online', () => poll());
  window.addEventListener('resize', () => request() && poll());
  document.addEventListener('visibilitychange', () => document.hidden || poll());
  dark.addEventListener('change', render);
  setInterval(renderClock, 1000);
}

const dark = matchMedia('(prefers-color-scheme: dark)');

/** What the parts that come later may ask of this one. */
const page = {
  session,
  get,
  now,
  choose,
  poll,
  render,
  views,
  seriesFor,
  identity,
  calendar,
  state: () => state,
  chosen: () => chosen,
  shown: () => shown,
};

async function start() {
  if (root.dataset.first === 'off') {
    element('readout').textContent = '\u00a0';
    element('empty').hidden = false;
    element('empty-text').textContent = '…';
  }
  request();
  const first = poll({ force: query.get('force_refresh') === '1' });
  // Without any texts the page stays as it came: that can be read.
  while (!(await loadMessages(languageFor(state.lang))) && !(await loadMessages(LANGUAGES[0]))) {
    await new Promise((done) => setTimeout(done, pollDelay(document.hidden)));
  }
  speak();
  ready = true;
  listen();
  render();
  await first;
  opened = true;
  openAll();
}

start();
