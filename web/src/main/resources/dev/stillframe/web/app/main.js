import { jsonSource } from './client.js';
import { Controls, readOffer, windowReaching } from './controls.js';
import { age, metricName, quantity } from './format.js';
import { pollDelay } from './freshness.js';
import { noticesFor } from './notices.js';
import { promisedFor } from './payload.js';
import { pointText, summaryText, tableRows } from './readout.js';
import { nearest } from './series.js';
import { Session } from './session.js';
import { formatState, parseState } from './state.js';
import { offeredMetrics, tileOf, Tiles } from './tiles.js';
import { TrendChart } from './chart.js';

const DAY = 86_400_000;
const element = (id) => document.getElementById(id);
const clockOffset = Number(document.documentElement.dataset.clockOffsetMillis) || 0;
const now = () => Date.now() + clockOffset;

const offer = readOffer(document);
let state = parseState(location.hash, offer);
const session = new Session(jsonSource(fetch.bind(window), 8000), now, state);
const seen = new Map();
const chart = new TrendChart(element('canvas'), window.Chart);
const controls = new Controls(document, choose);
const tiles = new Tiles(element('tiles'), (metric) => choose({ metric }));
let drawn = { key: '', payload: null, metric: null };
let offered = [];
let cursor = -1;
let timer = 0;

function choose(change) {
  navigate({ ...state, ...change });
  history.pushState(null, '', formatState(state));
}

function navigate(next) {
  const refetch = next.scope !== state.scope || next.window !== state.window || next.granularity !== state.granularity;
  state = next;
  session.choose(state);
  render();
  if (refetch) {
    poll();
  }
}

let polling = 0;

/** Polls at once, and again when it is time. Of polls that overlap, only the last plans the next. */
async function poll() {
  const turn = ++polling;
  clearTimeout(timer);
  element('stage').setAttribute('aria-busy', 'true');
  try {
    await session.poll();
    render();
  } finally {
    if (turn === polling) {
      element('stage').setAttribute('aria-busy', 'false');
      timer = setTimeout(poll, pollDelay(document.hidden));
    }
  }
}

function render() {
  const view = session.view();
  const time = now();
  const names = metricNames(view);
  const chosen = names.includes(state.metric) ? state.metric : (names[0] ?? null);
  controls.show(state, view.hosts, time);
  tiles.show(names.map((name) => tileOf(name, view, time)), chosen);
  element('panel').setAttribute('aria-labelledby', tiles.idOf(chosen));
  renderChart(view, chosen);
  renderEmpty(view, time);
  renderClock();
}

function metricNames(view) {
  if (!seen.has(state.scope)) {
    seen.set(state.scope, new Set());
  }
  const before = seen.get(state.scope);
  view.payload?.metrics.forEach((m) => before.add(m.name));
  // While a scope is loaded for the first time the tiles of the last one stay, so that the page does not jump.
  if (view.payload || before.size > 0 || offered.length === 0) {
    offered = offeredMetrics(view.payload, view.config, before, state.metric);
  }
  return offered;
}

function renderChart(view, name) {
  const { payload, entry, config, hosts } = view;
  const metric = payload?.metrics.find((m) => m.name === name) ?? null;
  const declared = config?.metrics.find((m) => m.name === name);
  const promised = promisedFor(config, state.scope, name, entry?.generatedAt);
  const sources = state.scope === 'all' ? (hosts?.length ?? 1) : 1;
  const key = JSON.stringify([state, name, entry?.versionId, entry?.generatedAt, promised, sources, declared?.min]);
  if (payload === drawn.payload && key === drawn.key) {
    return;
  }
  const kept = keptCursor(payload);
  drawn = { key, payload, metric };
  if (!payload || payload.t.length === 0) {
    chart.clear();
    setLegend(null, '', null);
  } else {
    const fromZero = (declared?.min ?? 0) >= 0 && !metric?.min.some((v) => v !== null && v < 0);
    const found = chart.show({ payload, metric, generatedAt: entry.generatedAt, promised, sources, fromZero });
    setLegend(promised, metric?.unit ?? '', found);
  }
  setCursor(kept);
  renderTable();
}

/** Where the cursor stands in the next payload: at its time while the choice is the same, else nowhere. */
function keptCursor(next) {
  const last = drawn.payload;
  const same = last && next && ['scope', 'window', 'granularity'].every((name) => last[name] === next[name]);
  return same && cursor >= 0 ? nearest(next.t, last.t[cursor]) : -1;
}

/** `found` is null where nothing is drawn. */
function setLegend(promised, unit, found) {
  element('legend').hidden = found === null;
  element('table-box').hidden = found === null;
  element('legend-promised').hidden = promised === null;
  element('promised-text').textContent = promised === null ? '' : `promised ${quantity(promised, unit)}`;
  element('legend-failed').hidden = !found?.failures;
  element('legend-gap').hidden = !found?.gaps;
}

function setCursor(index) {
  const { payload, metric } = drawn;
  const slider = element('cursor');
  const length = payload?.t.length ?? 0;
  cursor = index < length ? index : -1;
  const words = length === 0 ? '' : cursor < 0 ? summaryText(payload, metric) : pointText(payload, metric, cursor);
  element('readout').textContent = words || '\u00a0';
  slider.hidden = length === 0;
  slider.setAttribute('aria-label', metric ? `${metricName(metric.name)}, point of the chart` : 'Point of the chart');
  slider.setAttribute('aria-valuemax', String(Math.max(0, length - 1)));
  slider.setAttribute('aria-valuenow', String(cursor < 0 ? Math.max(0, length - 1) : cursor));
  slider.setAttribute('aria-valuetext', words || 'no data');
  chart.point(cursor);
}

function renderTable() {
  if (!element('table-box').open || !drawn.payload) {
    element('rows').replaceChildren();
    return;
  }
  const rows = tableRows(drawn.payload, drawn.metric).map((cells) => {
    const row = document.createElement('tr');
    row.append(...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })));
    return row;
  });
  element('rows').replaceChildren(...rows);
}

function renderEmpty(view, time) {
  const { payload, newestSampleAt, problem } = view;
  const empty = payload !== null && payload.t.length === 0;
  element('empty').hidden = payload !== null && !empty;
  element('empty-action').hidden = true;
  if (!empty) {
    element('empty-text').textContent = problem ? 'Nothing to show.' : 'Loading…';
    return;
  }
  const reaching = windowReaching(newestSampleAt, time, offer);
  element('empty-text').textContent =
    newestSampleAt === null ? 'No samples yet.' : `No samples in the last ${offer.words.get(state.window).replace(/^1 /, '')}.`;
  if (reaching && reaching !== state.window) {
    element('empty-action').textContent = `Show ${offer.words.get(reaching)}`;
    element('empty-action').onclick = () => choose({ window: reaching });
    element('empty-action').hidden = false;
  }
}

/** All that changes by time alone. */
function renderClock() {
  const view = session.view();
  const time = now();
  const newest = view.newestSampleAt;
  element('updated').textContent = view.entry ? age(time - view.entry.generatedAt) : '–';
  element('newest').textContent = newest === null ? (view.published ? 'none' : '–') : age(time - newest);
  element('newest').classList.toggle('old', newest !== null && time - newest > DAY);
  const notices = noticesFor(view, time);
  element('updated').classList.toggle('old', notices.some((n) => n.level === 'warning'));
  const content = JSON.stringify(notices);
  const box = element('notices');
  if (box.dataset.content !== content) {
    box.dataset.content = content;
    box.replaceChildren(
      ...notices.map(({ level, text }) =>
        Object.assign(document.createElement('p'), { className: `notice ${level}`, textContent: text }),
      ),
    );
  }
}

function keyOnChart(event) {
  const last = (drawn.payload?.t.length ?? 0) - 1;
  const from = cursor < 0 ? last + 1 : cursor;
  const to = {
    ArrowLeft: from - 1,
    ArrowDown: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from + 1,
    PageDown: from - 10,
    PageUp: from + 10,
    Home: 0,
    End: last,
  }[event.key];
  if (event.key === 'Escape') {
    setCursor(-1);
  } else if (to !== undefined && last >= 0) {
    event.preventDefault();
    setCursor(Math.min(last, Math.max(0, to)));
  }
}

element('zone').textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
const slider = element('cursor');
slider.addEventListener('pointermove', (event) => setCursor(chart.indexAt(event.clientX)));
slider.addEventListener('pointerdown', (event) => setCursor(chart.indexAt(event.clientX)));
slider.addEventListener('pointerleave', () => setCursor(-1));
slider.addEventListener('blur', () => setCursor(-1));
slider.addEventListener('keydown', keyOnChart);
element('table-box').addEventListener('toggle', renderTable);
element('skip').addEventListener('click', (event) => {
  // The part after '#' holds the reader's choice; a jump must not overwrite it.
  event.preventDefault();
  element('panel').focus();
});
window.addEventListener('popstate', () => navigate(parseState(location.hash, offer)));
window.addEventListener('online', poll);
document.addEventListener('visibilitychange', () => document.hidden || poll());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  drawn = { ...drawn, key: '' };
  render();
});
setInterval(renderClock, 1000);
render();
poll();
