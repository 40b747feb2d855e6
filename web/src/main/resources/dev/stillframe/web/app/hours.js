import { dayOf, hoursOf, spansWithout } from './days.js';
import { quantity, tests, whole } from './format.js';
import { t } from './i18n.js';
import { make } from './panel.js';
import { dayName, hourSpan, isoDay, periodLabel, wall } from './periods.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** "47 of 48 tests, 97.92 %, 2 failed, not final yet". */
export function wordsOf(day, locale) {
  if (day.tests === 0) {
    return day.later ? t('coverage.later') : t('coverage.none');
  }
  const of = day.expected > 0 ? t('coverage.of', { n: day.expected, tests: whole(day.tests, { locale }) }) : tests(day.tests);
  const parts = [of, day.percent === null ? null : quantity(day.percent, '%', { locale })];
  parts.push(day.failed > 0 ? t('coverage.failed', { n: day.failed }) : null, day.status === 'open' ? t('coverage.open') : null);
  return parts.filter(Boolean).join(', ');
}

/**
 * Shows the hours of the day that is chosen in a coverage panel, or hides them where none is.
 * @param daily the series of days. @param found what CalendarReader.hours gives for the year of the day
 * @param closed called with the name of the day when the reader closes it
 */
export function drawDay(panel, daily, found, closed) {
  const { day, locale, now = Date.now() } = panel.options;
  panel.detail.hidden = day === null;
  if (panel.detail.hidden) {
    panel.detail.replaceChildren();
    panel.shownDay = null;
    return;
  }
  const name = day.replaceAll('-', '');
  const { rollup: hourly, problem, complete } = found;
  const known = complete || (hourly?.period[0]?.slice(0, 8) ?? name) < name;
  const hours = known ? hoursOf(daily, hourly, name, now) : [];
  const shown = JSON.stringify([hours, known, locale, name, problem?.kind]);
  if (panel.shownDay === shown) {
    return;
  }
  panel.shownDay = shown;
  const focused = panel.detail.contains(document.activeElement) ? document.activeElement.dataset.step : undefined;
  const of = dayOf(daily, name);
  const summary = of.status === 'outside' ? t('coverage.outside') : wordsOf(of, locale);
  const spans = spansWithout(hours).map(({ first, last }) => hourSpan(wall(first), locale, wall(last) + HOUR));
  const told = of.status !== 'outside' && spans.length > 0;
  const gaps = told ? t('coverage.gaps', { spans: new Intl.ListFormat(locale).format(spans) }) : '';
  panel.detail.setAttribute('aria-label', periodLabel('daily', name, locale, t));
  panel.detail.replaceChildren(
    make('h2', { textContent: periodLabel('daily', name, locale, t) }),
    make('div', { className: 'panel-move' }, ...[-1, 1, 0].map((step) => stepButton(panel, name, step, closed))),
    make('p', { textContent: summary }),
    make('p', { className: 'gaps', textContent: gaps, hidden: gaps === '' }),
    known ? hourTable(hours, locale) : make('p', { textContent: t(problem ? 'calendar.failed' : 'calendar.loading') }),
  );
  if (focused !== undefined) {
    panel.detail.querySelector(`[data-step="${focused}"]`)?.focus({ preventScroll: true });
  } else if (panel.toDetail) {
    panel.detail.focus();
  }
  panel.toDetail = false;
}

function stepButton(panel, name, step, closed) {
  const words = t(step === 0 ? 'coverage.close' : step < 0 ? 'coverage.dayBefore' : 'coverage.dayAfter');
  const button = make('button', { type: 'button', textContent: words, 'data-step': step });
  button.addEventListener('click', () => {
    const to = step === 0 ? null : dayName(wall(name) + step * DAY);
    panel.options.onDay(to === null ? null : isoDay(to));
    if (to === null) {
      closed(name);
    }
  });
  return button;
}

const shortHour = (hour) => `${String(hour).padStart(2, '0')}–${String(hour + 1).padStart(2, '0')}`;

function hourTable(hours, locale) {
  const head = (key) => make('th', { scope: 'col', textContent: t(`coverage.${key}`) });
  const columns = ['hour', 'tests', 'expected', 'failedTests', 'complete'].map(head);
  const rows = hours.map((hour) => {
    const level = make('span', { className: 'level', 'aria-hidden': 'true' });
    level.style.width = `${hour.percent ?? 0}%`;
    const percent = hour.later ? t('coverage.later') : hour.percent === null ? '–' : quantity(hour.percent, '%', { locale });
    const few = hour.percent !== null && hour.percent < 90 ? 'low' : '';
    const numbers = hour.later ? ['–', '–', '–'] : [hour.tests, hour.expected, hour.failed].map((n) => whole(n, { locale }));
    return make(
      'tr',
      { className: hour.later ? 'later' : hour.tests === 0 ? 'none' : few },
      make('th', { scope: 'row', textContent: shortHour(Number(hour.name.slice(8))) }),
      ...numbers.map((text) => make('td', { textContent: text })),
      make('td', { className: 'bar' }, level, make('span', { className: 'number', textContent: percent })),
    );
  });
  return make('table', { className: 'day-hours' }, make('thead', {}, make('tr', {}, ...columns)), make('tbody', {}, ...rows));
}
