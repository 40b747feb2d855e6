import { clockIsBehind, staleness } from './freshness.js';
import { moment } from './format.js';

const REASONS = {
  'build-failed': 'the last build failed',
  'builder-late': 'the builder is late',
};

/**
 * The notices above the chart, most pressing first, as `{level, text}`. The texts hold no running ages, so that a screen
 * reader is told of each once.
 */
export function noticesFor(view, now, shown) {
  const notices = [];
  const { problem, entry, payload } = view;
  const add = (level, text) => notices.push({ level, text });
  if (problem) {
    add('warning', `${problemText(view, now, shown)} ${afterProblem(view)}`.trim());
  }
  const stale = entry && payload ? staleness(entry, now) : null;
  if (stale) {
    add('warning', staleText(stale, entry, now, shown));
  }
  if (view.olderBuild !== null) {
    add('warning', `The server offers an older build (${view.olderBuild}) than the one shown. Reload the page to see it.`);
  }
  if (entry && clockIsBehind(entry, now)) {
    add('info', "This device's clock is behind the server's: ages on this page are wrong.");
  }
  return notices;
}

function staleText(stale, entry, now, shown) {
  if (stale.reason === 'expired') {
    const since = Number.isFinite(entry.generatedAt) ? ` since ${moment(entry.generatedAt, now, shown)}` : '';
    return `Stale: not updated${since}. The builder may have stopped.`;
  }
  const why = Object.hasOwn(REASONS, stale.reason) ? REASONS[stale.reason] : 'the builder marked it so';
  return `Stale since ${moment(stale.since, now, shown)}: ${why}. These are the last good data.`;
}

function problemText({ problem, state, published }, now, shown) {
  const since = `since ${moment(problem.since, now, shown)}`;
  switch (problem.kind) {
    case 'unreachable':
      return `The server has not answered ${since}.`;
    case 'missing':
      if (published) {
        return `The server has not had these files ${since}.`;
      }
      return state.scope === 'all' ? 'Nothing is published here yet.' : `Nothing is published for ${state.scope} yet.`;
    case 'refused':
      return `The server has answered with an error (${problem.detail}) ${since}.`;
    default:
      return `The server has answered with something unreadable ${since}.`;
  }
}

function afterProblem({ payload }) {
  return payload ? 'Shown are the last good data; trying again.' : 'Trying again.';
}
