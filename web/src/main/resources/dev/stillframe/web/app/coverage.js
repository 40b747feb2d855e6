import { dayOf, monthAfter, totalOf, weeksOf } from './days.js';
import { quantity } from './format.js';
import { firstWeekday } from './heatmap.js';
import { drawDay, wordsOf } from './hours.js';
import { t } from './i18n.js';
import { choice, fill, make, sayProblem, stepOf } from './panel.js';
import { dayName, isoDay, periodLabel, wall, wallFormat } from './periods.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2024, 0, 1);
const NARROW = 640;
const panels = new WeakMap();

/**
 * Shows which days have their tests, in months, and the hours of a chosen day. Days and hours are those of the deployment's zone.
 * @param {Element} element gets all of it
 * @param options `reader` (CalendarReader), `scope`, `day` ("2025-12-29" or null), `onDay(day or null)` called when the reader chooses,
 *   `locale`, and optionally `now` (epoch milliseconds) and `scopes` to choose among
 */
export async function renderCoverage(element, options) {
  const panel = panels.get(element) ?? create(element);
  panel.options = { ...options, day: isDay(options.day) ? options.day : null };
  const round = ++panel.round;
  draw(panel);
  await fetchDays(panel);
  if (round === panel.round) {
    draw(panel);
  }
}

function create(element) {
  const panel = { element, round: 0, scope: null, last: null, cursor: null, drawn: '' };
  const again = () => renderCoverage(element, panel.options);
  const move = (steps) => {
    panel.last = monthAfter(panel.last, steps);
    draw(panel);
  };
  panel.scopes = choice((scope) => {
    Object.assign(panel, { scope, last: null });
    again();
  });
  panel.older = make('button', { type: 'button', onclick: () => move(-panel.months) });
  panel.newer = make('button', { type: 'button', onclick: () => move(panel.months) });
  panel.answer = make('p', { className: 'panel-answer' });
  panel.schedule = make('p', { className: 'panel-note' });
  panel.problem = make('p', { className: 'notice', role: 'status', hidden: true });
  panel.readout = make('p', { className: 'readout' });
  panel.detail = make('section', { className: 'day-detail', tabIndex: -1, hidden: true });
  panel.body = make('div', { className: 'months' });
  panel.legend = legend();
  panel.body.addEventListener('keydown', (event) => keyOnDays(panel, event));
  for (const kind of ['focusin', 'pointerover']) {
    panel.body.addEventListener(kind, (event) => {
      const button = event.target.closest('button');
      if (button) {
        panel.readout.textContent = button.getAttribute('aria-label');
      }
    });
  }
  const moves = make('div', { className: 'panel-move' }, panel.older, panel.newer);
  element.classList.add('calendar-panel');
  element.replaceChildren(
    make('div', { className: 'panel-head' }, panel.answer, panel.scopes.label, moves),
    ...[panel.schedule, panel.problem],
    make('div', { className: 'coverage' }, panel.detail, make('div', {}, panel.readout, panel.body, panel.legend)),
  );
  panels.set(element, panel);
  return panel;
}

const scopeOf = ({ options, scope }) => (options.scopes?.includes(scope) ? scope : options.scope);
const yearsOf = ({ options }) => (options.day ? [Number(options.day.slice(0, 4))] : []);
/** Whether a text is a day that there is, not 2025-02-31. */
const isDay = (day) => Boolean(day) && isoDay(dayName(wall(day.replaceAll('-', '')))) === day;

async function fetchDays(panel) {
  const { reader, day, now = Date.now() } = panel.options;
  const hours = day ? reader.loadHours(scopeOf(panel), yearsOf(panel), now) : null;
  await Promise.all([reader.load(scopeOf(panel), 'daily', 'all', now), hours]);
}

function draw(panel) {
  const { reader, scopes = [], locale } = panel.options;
  const { rollup, problem } = reader.rollup(scopeOf(panel), 'daily');
  sayProblem(panel.problem, problem, rollup !== null);
  panel.scopes.words.textContent = t('calendar.scope');
  fill(panel.scopes.select, scopes.map((s) => [s, s === 'all' ? t('page.allHosts') : s]), scopeOf(panel));
  panel.older.textContent = t('coverage.older');
  panel.newer.textContent = t('coverage.newer');
  const empty = !rollup || rollup.period.length === 0;
  for (const part of [panel.older, panel.newer, panel.readout, panel.body, panel.schedule, panel.legend]) {
    part.hidden = empty;
  }
  if (empty) {
    panel.answer.textContent = rollup ? t('calendar.nothing') : problem ? '' : t('calendar.loading');
    panel.detail.hidden = true;
    return;
  }
  drawMonths(panel, rollup, locale);
  const hours = reader.hours(scopeOf(panel), yearsOf(panel));
  drawDay(panel, rollup, hours, (name) => buttonOf(panel, name)?.focus());
  [...panel.legend.children].forEach((item) => (item.lastChild.textContent = t(item.dataset.text)));
}

function drawMonths(panel, rollup, locale) {
  const [first, last] = [rollup.period[0].slice(0, 6), rollup.period.at(-1).slice(0, 6)];
  const chosen = panel.options.day?.replaceAll('-', '') ?? null;
  panel.months = panel.element.clientWidth < NARROW ? 3 : 12;
  const seen = chosen && panel.last && chosen.slice(0, 6) <= panel.last && chosen.slice(0, 6) > monthAfter(panel.last, -panel.months);
  if (chosen && chosen !== panel.day && !seen) {
    panel.last = null;
  }
  panel.day = chosen;
  panel.last ??= chosen && chosen.slice(0, 6) < monthAfter(last, 1 - panel.months) ? monthAfter(chosen.slice(0, 6), 1) : last;
  panel.last = panel.last > last ? last : panel.last < first ? first : panel.last;
  const months = Array.from({ length: panel.months }, (_, i) => monthAfter(panel.last, i + 1 - panel.months)).filter((m) => m >= first);
  panel.older.disabled = months[0] <= first;
  panel.newer.disabled = panel.last >= last;
  const weeks = new Map(months.map((month) => [month, weeksOf(month, firstWeekday(locale))]));
  const days = new Map([...weeks.values()].flat(2).filter(Boolean).map((name) => [name, dayOf(rollup, name)]));
  const { withTests, empty } = totalOf([...days.values()]);
  const range = wallFormat(locale, { month: 'short', year: 'numeric' }).formatRange(wall(months[0]), wall(panel.last));
  panel.answer.textContent = t('coverage.answer', { range, n: withTests, empty: t('coverage.empty', { n: empty }) });
  panel.schedule.textContent = scheduleLine(rollup, locale);
  const shown = JSON.stringify([[...days.values()], locale, chosen]);
  if (shown === panel.drawn) {
    return;
  }
  panel.drawn = shown;
  const focused = panel.body.contains(document.activeElement);
  panel.cursor = days.has(panel.cursor) && days.get(panel.cursor).status !== 'outside' ? panel.cursor : null;
  panel.cursor ??= days.has(chosen) ? chosen : [...days.values()].findLast((d) => d.status !== 'outside')?.name;
  panel.body.replaceChildren(
    ...months.map((month) => monthOf(month, weeks.get(month), (name) => dayButton(panel, days.get(name), name === chosen), locale)),
  );
  panel.readout.textContent = t('coverage.hint');
  if (focused) {
    buttonOf(panel, panel.cursor)?.focus({ preventScroll: true });
  }
}

function scheduleLine(rollup, locale) {
  const step = rollup.stepMillis.at(-1);
  if (!rollup.schedule || !(step > 0)) {
    return t('coverage.noSchedule');
  }
  const [unit, length] = [['h', HOUR], ['min', 60_000], ['s', 1000]].find(([, millis]) => step % millis === 0) ?? ['s', 1000];
  return t(`coverage.${rollup.schedule}`, { every: quantity(step / length, unit, { locale }) });
}

function monthOf(month, weeks, button, locale) {
  const first = firstWeekday(locale);
  const head = Array.from({ length: 7 }, (_, i) => MONDAY + ((first + i) % 7) * DAY).map((day) =>
    make('th', {
      scope: 'col',
      abbr: wallFormat(locale, { weekday: 'long' }).format(day),
      textContent: wallFormat(locale, { weekday: 'narrow' }).format(day),
    }),
  );
  const rows = weeks.map((week) => make('tr', {}, ...week.map((name) => make('td', {}, name === null ? '' : button(name)))));
  return make(
    'table',
    { className: 'month' },
    make('caption', { textContent: periodLabel('monthly', month, locale, t) }),
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...rows),
  );
}

function dayButton(panel, day, chosen) {
  const number = make('span', { className: 'number', textContent: Number(day.name.slice(6)) });
  if (day.status === 'outside') {
    return make('span', { className: 'day outside' }, number);
  }
  const { locale } = panel.options;
  const level = make('span', { className: 'level' });
  level.style.height = `${day.percent ?? 0}%`;
  const button = make(
    'button',
    { type: 'button', className: `day ${day.status}`, tabIndex: day.name === panel.cursor ? 0 : -1, 'data-day': day.name },
    ...[level, number],
  );
  button.classList.toggle('low', day.tests > 0 && day.percent !== null && day.percent < 90);
  button.classList.toggle('failed', day.failed > 0);
  button.setAttribute('aria-pressed', chosen);
  button.setAttribute('aria-label', `${periodLabel('daily', day.name, locale, t)}: ${wordsOf(day, locale)}`);
  button.addEventListener('click', () => {
    panel.cursor = day.name;
    panel.toDetail = !chosen;
    panel.options.onDay(chosen ? null : isoDay(day.name));
  });
  return button;
}

const buttonOf = (panel, name) => panel.body.querySelector(`[data-day="${name}"]`);

function keyOnDays(panel, event) {
  const name = event.target.dataset?.day;
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
  const buttons = [...panel.body.querySelectorAll('[data-day]')];
  const i = buttons.findIndex((b) => b.dataset.day === name);
  const wanted = steps ? buttonOf(panel, dayName(wall(name ?? '') + steps * DAY)) : { Home: buttons[0], End: buttons.at(-1) }[event.key];
  if (i < 0 || (!steps && !wanted)) {
    return;
  }
  event.preventDefault();
  if (wanted) {
    buttons[i].tabIndex = -1;
    panel.cursor = wanted.dataset.day;
    wanted.tabIndex = 0;
    wanted.focus();
  }
}

function legend() {
  const item = (kind, text) => {
    const level = make('span', { className: 'level' });
    level.style.height = { data: '100%', low: '60%' }[kind.split(' ').at(-1)] ?? '0%';
    const sign = make('span', { className: `day ${kind}`, 'aria-hidden': 'true' }, level);
    return make('li', { 'data-text': `coverage.${text}` }, sign, make('span'));
  };
  const kinds = [['data', 'keyComplete'], ['data low', 'keyLow'], ['none', 'keyNone'], ['failed', 'keyFailed'], ['open', 'keyOpen']];
  return make('ul', { className: 'legend' }, ...kinds.map(([kind, text]) => item(kind, text)));
}
