import { metricName, quantity, tests, whole } from './format.js';
import { cutsHours, firstWeekday, heatOf, shadeOf, summaryOf } from './heatmap.js';
import { t } from './i18n.js';
import { choice, fill, make, sayProblem, stepOf } from './panel.js';
import { wallFormat } from './periods.js';
import { zoneName } from './zone.js';

const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;
const panels = new WeakMap();

/**
 * Shows which hours of the week are good, in a table of hours down and weekdays across.
 * @param {Element} element gets all of it, and keeps what the reader chose in it
 * @param options `reader` (CalendarReader), `scope`, `metric` (a name, or null for the first), `config`, `zone` (undefined: this device's),
 *   `locale`, and optionally `now` (epoch milliseconds) and `scopes` to choose among
 */
export async function renderHeat(element, options) {
  const panel = panels.get(element) ?? create(element);
  panel.options = options;
  const round = ++panel.round;
  draw(panel);
  await fetchHours(panel);
  if (round === panel.round) {
    draw(panel);
  }
}

function create(element) {
  const panel = { round: 0, measure: 'metric', year: '', scope: null, at: { row: 0, column: 0 }, drawn: '' };
  const again = () => renderHeat(element, panel.options);
  const chooser = (name) =>
    choice((value) => {
      panel[name] = value;
      again();
    });
  panel.scopes = chooser('scope');
  panel.measures = chooser('measure');
  panel.years = chooser('year');
  panel.problem = make('p', { className: 'notice', role: 'status', hidden: true });
  panel.answer = make('p', { className: 'panel-answer' });
  panel.readout = make('p', { className: 'readout' });
  panel.body = make('div');
  panel.note = make('p', { className: 'panel-note' });
  const controls = [panel.measures, panel.years, panel.scopes].map((c) => c.label);
  element.classList.add('calendar-panel');
  element.replaceChildren(
    make('div', { className: 'panel-head' }, panel.answer, ...controls),
    ...[panel.problem, panel.readout, panel.body, panel.note],
  );
  panels.set(element, panel);
  return panel;
}

const scopeOf = ({ options, scope }) => (options.scopes?.includes(scope) ? scope : options.scope);

async function fetchHours(panel) {
  const { reader, now = Date.now() } = panel.options;
  const years = panel.year === '' ? [] : [Number(panel.year)];
  await Promise.all([reader.loadHours(scopeOf(panel), years, now), reader.load(scopeOf(panel), 'yearly', 'all', now)]);
}

function draw(panel) {
  const { reader, config, zone, locale } = panel.options;
  const scope = scopeOf(panel);
  const { rollup, problem, complete } = reader.hours(scope, panel.year === '' ? [] : [Number(panel.year)]);
  sayProblem(panel.problem, problem, complete);
  drawChoices(panel, rollup);
  if (!complete && !problem && panel.drawn !== '') {
    return;
  }
  if (!complete) {
    panel.answer.textContent = problem ? '' : t('calendar.loading');
    panel.readout.textContent = panel.note.textContent = '';
    panel.body.replaceChildren();
    panel.drawn = '';
    return;
  }
  const share = panel.measure !== 'metric';
  const name = share ? `share:${panel.measure}` : (panel.options.metric ?? rollup.metrics[0]?.name ?? '');
  const metric = rollup.metrics.find((m) => m.name === name);
  const better = share ? 'lower' : (config?.metrics?.find((m) => m.name === name)?.better ?? 'neither');
  const cells = heatOf(rollup, name, zone, panel.year);
  const unit = share ? '%' : (metric?.unit ?? '');
  const view = { cells, better, locale, unit, order: weekdays(locale), summary: summaryOf(cells, better) };
  view.quantity = (value) => quantity(value, unit, { locale });
  view.title = share ? t(`heat.${panel.measure}`) : metricName(name);
  panel.answer.textContent = answer(view);
  panel.note.textContent = [
    t('heat.zone', { zone: zoneName(zone) }),
    cutsHours(rollup, zone) ? t('heat.cut') : '',
  ].join(' ');
  if (view.summary) {
    drawTable(panel, view);
  } else {
    panel.readout.textContent = '';
    panel.body.replaceChildren();
    panel.drawn = '';
  }
}

function drawChoices(panel, rollup) {
  const { reader, scopes = [], metric } = panel.options;
  const name = metric ?? rollup?.metrics[0]?.name;
  const measures = [['metric', name ? metricName(name) : t('heat.average')], ['failed', t('heat.failed')]];
  if (rollup?.promised_judged?.some((n) => n > 0) || panel.measure === 'promised') {
    measures.push(['promised', t('heat.promised')]);
  }
  const years = (reader.rollup(scopeOf(panel), 'yearly').rollup?.period ?? []).map((year) => [year, year]).reverse();
  panel.measures.words.textContent = t('heat.measure');
  panel.years.words.textContent = t('heat.span');
  panel.scopes.words.textContent = t('calendar.scope');
  fill(panel.measures.select, measures, panel.measure);
  fill(panel.years.select, [['', t('heat.recent')], ...years], panel.year);
  fill(panel.scopes.select, scopes.map((s) => [s, s === 'all' ? t('page.allHosts') : s]), scopeOf(panel));
}

/** Weekdays from the locale's first on, 0 is Monday. */
const weekdays = (locale) => Array.from({ length: 7 }, (_, i) => (firstWeekday(locale) + i) % 7);
const two = (n) => String(n).padStart(2, '0');
const hours = (hour) => `${two(hour)}–${two(hour + 1)}`;
const weekday = (day, locale, width) => wallFormat(locale, { weekday: width }).format(MONDAY + day * DAY);

function answer({ summary, better, locale, quantity }) {
  if (!summary) {
    return t('calendar.nothing');
  }
  const place = (cell) => `${weekday(cell.weekday, locale, 'short')} ${hours(cell.hour)}`;
  const { best, worst } = summary;
  if (best.value === worst.value) {
    return t('heat.same', { value: quantity(best.value) });
  }
  const values = { best: place(best), bestValue: quantity(best.value), worst: place(worst), worstValue: quantity(worst.value) };
  return t(better === 'neither' ? 'heat.answerNeither' : 'heat.answer', values);
}

/** A number with as many digits as a narrow cell has room for. */
function short(value, locale) {
  const size = Math.abs(value);
  const options = size >= 9999.5 ? { notation: 'compact' } : { maximumFractionDigits: size >= 99.95 ? 0 : 1 };
  return new Intl.NumberFormat(locale, options).format(value);
}

function drawTable(panel, view) {
  const { locale, order, cells, summary, better, title, unit } = view;
  const drawn = JSON.stringify([cells, locale, better, title, unit]);
  if (panel.drawn === drawn) {
    return;
  }
  panel.drawn = drawn;
  const focused = panel.body.contains(document.activeElement) && document.activeElement.tagName === 'TD';
  const head = order.map((day) =>
    make('th', { scope: 'col', abbr: weekday(day, locale, 'long'), textContent: weekday(day, locale, 'short') }),
  );
  const rows = Array.from({ length: 24 }, (_, hour) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row', textContent: hours(hour) }),
      ...order.map((day) => cellOf(cells[day][hour], `${weekday(day, locale, 'long')} ${hours(hour)}`, view)),
    ),
  );
  const table = make(
    'table',
    { className: 'heat', role: 'grid', 'aria-label': t('heat.table', { measure: title }) },
    make('thead', {}, make('tr', {}, make('th', { scope: 'col', textContent: t('heat.hour') }), ...head)),
    make('tbody', {}, ...rows),
  );
  const grid = rows.map((row) => [...row.cells].slice(1));
  const say = (cell) => (panel.readout.textContent = cell.getAttribute('aria-label'));
  const go = ({ row, column }) => {
    grid[panel.at.row][panel.at.column].tabIndex = -1;
    panel.at = { row, column };
    grid[row][column].tabIndex = 0;
  };
  const placeOf = (cell) => ({ row: cell.parentElement.rowIndex - 1, column: cell.cellIndex - 1 });
  go(panel.at);
  table.addEventListener('keydown', (event) => {
    const next = stepOf(event.key, panel.at.row, panel.at.column, 24, 7);
    if (next && event.target.tagName === 'TD') {
      event.preventDefault();
      grid[next.row][next.column].focus();
    }
  });
  table.addEventListener('focusin', (event) => {
    if (event.target.tagName === 'TD') {
      go(placeOf(event.target));
      say(event.target);
    }
  });
  table.addEventListener('pointerover', (event) => event.target.tagName === 'TD' && say(event.target));
  panel.readout.textContent = t('heat.hint');
  panel.body.replaceChildren(table, legend(view));
  if (focused) {
    grid[panel.at.row][panel.at.column].focus({ preventScroll: true });
  }
  const { best, worst } = summary;
  if (better !== 'neither' && best.value !== worst.value) {
    grid[best.hour][order.indexOf(best.weekday)].classList.add('best');
  }
}

function cellOf(cell, place, { summary, better, locale, quantity }) {
  const none = cell.value === null;
  const counts = cell.tests === 0 ? t('heat.none') : t('heat.tests', { tests: tests(cell.tests), failed: whole(cell.failed, { locale }) });
  const words = none ? counts : `${quantity(cell.value)}, ${counts}`;
  const td = make('td', { tabIndex: -1, textContent: none ? '·' : short(cell.value, locale), 'aria-label': `${place}: ${words}` });
  if (none) {
    td.className = 'none';
  } else {
    const shade = shadeOf(cell.value, summary, better);
    td.className = shade < 0 ? 'bad' : 'good';
    td.style.setProperty('--shade', `${Math.round(Math.abs(shade) * 100)}%`);
  }
  return td;
}

function legend({ summary, better, quantity }) {
  const { low, high } = summary;
  const [left, right] = better === 'lower' ? [high, low] : [low, high];
  return make(
    'p',
    { className: 'heat-legend' },
    make('span', { textContent: better === 'neither' ? quantity(left) : t('heat.worse', { value: quantity(left) }) }),
    make('span', { className: better === 'neither' ? 'ramp plain' : 'ramp', 'aria-hidden': 'true' }),
    make('span', { textContent: better === 'neither' ? quantity(right) : t('heat.better', { value: quantity(right) }) }),
    make('span', { className: 'none', textContent: `· ${t('heat.none')}` }),
  );
}
