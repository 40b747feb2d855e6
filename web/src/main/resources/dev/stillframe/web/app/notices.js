import { clockIsBehind, staleness } from './freshness.js';
import { moment } from './format.js';
import { t } from './i18n.js';

const REASONS = {
  'build-failed': 'notice.staleFailed',
  'builder-late': 'notice.staleLate',
};

/**
 * The notices above the chart, most pressing first, as `{level, text}`. The texts hold no running ages, so that a screen
 * reader is told of each once.
 * @param view what Session.view gives, and `calendar`, `{series, problem}`, where periods are shown. @param {number} now epoch milliseconds
 * @param {{locale?: string, zone?: string}} shown how times are written
 */
export function noticesFor(view, now, shown = {}) {
  const notices = [];
  const { problem, entry, payload, calendar } = view;
  const add = (level, text) => notices.push({ level, text });
  if (problem) {
    add('warning', `${problemText(view, now, shown)} ${t(payload ? 'notice.kept' : 'notice.again')}`);
  }
  if (!problem && calendar?.series && calendar.problem) {
    add('warning', t(calendarProblem(calendar.problem, true)));
  }
  if (view.source === 'fallback') {
    const failed = view.built?.staleReason === 'build-failed';
    const values = { host: view.scope, time: moment(entry.generatedAt, now, shown) };
    add('warning', t(failed ? 'notice.fallback' : 'notice.fallbackLate', values));
  }
  const stale = entry && payload ? staleness(entry, now) : null;
  if (stale) {
    add('warning', staleText(stale, view, now, shown));
  }
  if (view.olderBuild !== null) {
    add('warning', t('notice.older', { build: String(view.olderBuild) }));
  }
  if (entry && clockIsBehind(entry, now)) {
    add('info', t('notice.behind'));
  }
  return notices;
}

/** The text, by its key, for a problem with a file of periods: nothing there, not fetched, older than what is shown. */
export function calendarProblem(problem, shown) {
  const { kind } = problem;
  return `calendar.${kind === 'older' ? 'older' : shown ? 'kept' : kind === 'missing' ? 'nothing' : 'failed'}`;
}

/** The notices of several views: what all of them say once, the rest with the name of its scope. */
export function noticesForAll(views, now, shown = {}) {
  const lists = views.map((view) => noticesFor(view, now, shown));
  const all = ({ text }) => lists.every((list) => list.some((notice) => notice.text === text));
  return lists.flatMap((list, i) =>
    list
      .filter((notice) => !all(notice) || i === 0)
      .map((notice) => (all(notice) ? notice : { ...notice, text: ofScope(views[i].scope, notice.text) })),
  );
}

/** A text that is about one of several scopes. */
export function ofScope(scope, text) {
  return t('notice.of', { scope: scope === 'all' ? t('page.allHosts') : scope, text });
}

function staleText(stale, { entry, source }, now, shown) {
  if (source === 'fallback') {
    return t('notice.fallbackOld');
  }
  if (stale.reason === 'expired') {
    return t('notice.expired', { since: moment(entry.generatedAt, now, shown) });
  }
  const why = t(Object.hasOwn(REASONS, stale.reason) ? REASONS[stale.reason] : 'notice.staleMarked');
  return t('notice.stale', { since: moment(stale.since, now, shown), why });
}

function problemText({ problem, scope, published }, now, shown) {
  const since = moment(problem.since, now, shown);
  switch (problem.kind) {
    case 'unreachable':
      return t('notice.unreachable', { since });
    case 'missing':
      if (published) {
        return t('notice.missing', { since });
      }
      return scope === 'all' ? t('notice.none') : t('notice.noneOf', { scope });
    case 'refused':
      return problem.detail === 401 || problem.detail === 403
        ? t('notice.closed')
        : t('notice.refused', { since, status: String(problem.detail) });
    default:
      return t('notice.broken', { since });
  }
}
