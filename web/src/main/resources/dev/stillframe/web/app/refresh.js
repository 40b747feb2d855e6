// Asking for a build and following it to its end: by Server-Sent Events where there are such, else by its status file.
import { FetchError } from './client.js';
import { t } from './i18n.js';
import { ofScope } from './notices.js';

/** A stream that is silent for so long is left for the status file. */
const STREAM_PATIENCE = 4000;
const FIRST_POLL = 1000;
const SLOWEST_POLL = 3000;
/** Without any news for so long a request is given up. */
const PATIENCE = 120_000;
/** How often at most a scope is asked for that nobody clicked for. */
const ALONE = 300_000;
/** How much older than two builds a resting host's snapshot may be: builds and caches take their time. */
const SLACK = 30_000;
/** For how long an end is told: what went well, and what did not. */
const DONE_SHOWN = 10_000;
const TROUBLE_SHOWN = 60_000;
const OVER = ['complete', 'failed'];

const browser = {
  setTimeout: (run, millis) => setTimeout(run, millis),
  clearTimeout: (timer) => clearTimeout(timer),
};

/**
 * A function that posts JSON: `post(url, body)` gives `{status, json, retryAfter}`, where `json` is null when the answer is none
 * and `retryAfter` is in seconds, NaN when nothing is said of it. @throws {FetchError} when there is no answer
 */
export function jsonPoster(fetch, timeoutMillis) {
  return async (url, body) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        cache: 'no-store',
        credentials: 'same-origin',
        signal: AbortSignal.timeout(timeoutMillis),
      });
      const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('Content-Type') ?? '');
      const text = isJson ? await response.text() : '';
      const retryAfter = parseFloat(response.headers.get('Retry-After') ?? '');
      return { status: response.status, json: isJson ? JSON.parse(text) : null, retryAfter };
    } catch (error) {
      throw new FetchError(error instanceof SyntaxError ? 'broken' : 'unreachable', url, error.name);
    }
  };
}

/** What the status of a request says, or null where it is none of that request. */
function readStatus(json, id) {
  if (json?.requestId !== id || typeof json.status !== 'string') {
    return null;
  }
  const part = (value, most) => (value > 0 ? Math.min(value, most) : 0);
  return {
    status: json.status,
    progress: part(json.progress, 1),
    stage: String(json.stage),
    eta: part(json.etaSeconds, 86_400),
    error: typeof json.error === 'string' ? json.error : null,
    manifest: json.manifest ?? null,
  };
}

/**
 * Asks for a build of a scope. Gives `{id, status}` when it is accepted, else `{end}`: 'limited' or 'busy' (with `seconds`, NaN
 * where unknown), 'closed', 'unknown' (no such host), 'absent' (nothing here answers such requests), 'unreachable' or 'refused'.
 */
export async function askFor(scope, post) {
  let answer;
  try {
    answer = await post('./samples/refresh', scope === 'all' ? {} : { host: scope });
  } catch (error) {
    if (!(error instanceof FetchError)) {
      throw error;
    }
    return { end: error.kind === 'broken' ? 'absent' : 'unreachable' };
  }
  const { status, json, retryAfter } = answer;
  const accepted = status === 202 && /^[0-9a-f]{32}$/.test(json?.requestId) ? readStatus(json, json.requestId) : null;
  if (accepted) {
    return { id: json.requestId, status: accepted };
  }
  if (status === 429 || status >= 502 || (status === 503 && json)) {
    return { end: status === 429 ? 'limited' : 'busy', seconds: retryAfter };
  }
  if (status === 401 || (status === 403 && json)) {
    return { end: 'closed' };
  }
  // A static host has no such address, takes no POST, or answers with some page; the API's own errors are JSON.
  if (!json || status === 405 || status === 501 || status < 300) {
    return { end: 'absent' };
  }
  if (status === 404) {
    return { end: scope === 'all' ? 'absent' : 'unknown' };
  }
  return { end: 'refused', code: status };
}

/**
 * Follows a request to its end.
 * @param {string} id of the request
 * @param {(status) => void} onStatus hears of each change
 * @param {{get, EventSource, timers, now}} world `EventSource` may be undefined
 * @returns the last status: complete, failed, or 'gone' when nothing was heard for two minutes
 */
export async function follow(id, onStatus, world) {
  return (await stream(id, onStatus, world)) ?? polled(id, onStatus, world);
}

/** Resolves to the last status, or to null when the stream does not lead to the end. */
function stream(id, onStatus, { EventSource, timers }) {
  return new Promise((resolve) => {
    let source = null;
    let timer = null;
    const end = (status) => {
      timers.clearTimeout(timer);
      source?.close();
      source = null;
      resolve(status);
    };
    const wait = () => {
      timers.clearTimeout(timer);
      timer = timers.setTimeout(() => end(null), STREAM_PATIENCE);
    };
    const hear = ({ data }) => {
      let status = null;
      try {
        status = readStatus(JSON.parse(data), id);
      } catch {
        // The status file is left.
      }
      if (source === null) {
        return;
      }
      if (status === null) {
        end(null);
        return;
      }
      onStatus(status);
      if (OVER.includes(status.status)) {
        end(status);
      } else {
        wait();
      }
    };
    try {
      source = new EventSource(`./samples/refresh/${id}/events`);
    } catch {
      resolve(null);
      return;
    }
    ['started', 'progress', ...OVER].forEach((name) => source.addEventListener(name, hear));
    source.addEventListener('error', () => end(null));
    wait();
  });
}

async function polled(id, onStatus, { get, timers, now }) {
  let last = '';
  let silence = 0;
  for (let delay = 0; ; delay = Math.min(SLOWEST_POLL, delay === 0 ? FIRST_POLL : delay * 1.2)) {
    const begun = now();
    if (delay > 0) {
      await new Promise((resolve) => timers.setTimeout(resolve, delay));
    }
    let status = null;
    try {
      status = readStatus(await get(`./refresh/${id}.json`, 'no-cache'), id);
    } catch (error) {
      if (!(error instanceof FetchError)) {
        throw error;
      }
      // Not there yet, or no answer: the next look tells.
    }
    const heard = status && JSON.stringify([status.status, status.stage, status.progress]);
    if (heard && heard !== last) {
      last = heard;
      silence = 0;
      onStatus(status);
    }
    if (status && OVER.includes(status.status)) {
      return status;
    }
    // A device that slept has not waited all that time.
    silence += Math.min(Math.max(now() - begun, delay), 15_000);
    if (silence >= PATIENCE) {
      return { status: 'gone' };
    }
  }
}

/**
 * Whether a host should be built now because somebody looks at it: it rests, and what was built is older than two usual builds.
 * @param view what Session.view gives
 */
export function isResting({ scope, state, built, config }, now) {
  const usual = config?.windows?.find(({ window }) => window === state.window)?.builtEverySeconds;
  return scope !== 'all' && built !== null && !built.stale && now - built.generatedAt > 2000 * usual + SLACK;
}

/**
 * The button that asks for new builds, the bar that shows how they come along, and the line that says how they ended. Each scope
 * is in work once at most; of scopes side by side the bar shows all together.
 */
export class RefreshControl {
  #parts;
  #world;
  #runs = new Map();
  #askedAt = new Map();
  #absent = false;
  #ends = [];
  #timer = null;

  /**
   * @param {{button: Element, bar: Element, left?: Element, status: Element, get, post, now: () => number,
   *   onDone: (scope: string, manifest: object | null) => Promise<void>, EventSource?, timers?}} parts `bar` is a progress element
   *   (hidden while nothing is in work, as is `left`, which takes the time left), `status` a polite live region, `get` what
   *   jsonSource gives and `post` what jsonPoster gives; `onDone` shows the new data, and is told the manifest of the build where
   *   that is known
   */
  constructor(parts) {
    const { get, now, EventSource = globalThis.EventSource, timers = browser } = parts;
    this.#parts = parts;
    this.#world = { get, now, EventSource, timers };
    parts.bar.max = 1;
    parts.bar.hidden = true;
  }

  /** Whether anything is in work. */
  get isBusy() {
    return this.#runs.size > 0;
  }

  /** Somebody wants new data of these scopes. Those that are in work already are not asked for again. Ends when all are over. */
  async ask(scopes) {
    const before = [...this.#runs.values()];
    const joined = before.filter((run) => scopes.includes(run.scope));
    const wasLoud = before.some((run) => !run.quiet);
    joined.forEach((run) => (run.quiet = false));
    const begun = scopes.filter((scope) => !this.#runs.has(scope)).map((scope) => this.#run(scope, false));
    this.#show();
    if (!wasLoud && begun.length + joined.length > 0) {
      this.#say(t('refresh.begun'));
    }
    await Promise.all([...begun, ...joined.map((run) => run.over)]);
  }

  /** Asks for the views of resting hosts by itself, each now and then at most. Nothing is said of it. */
  async watch(views, hidden = false) {
    const now = this.#parts.now();
    const due = views.filter((view) => {
      const since = now - (this.#askedAt.get(view.scope) ?? -Infinity);
      return isResting(view, now) && !(since >= 0 && since < ALONE) && !this.#runs.has(view.scope);
    });
    if (!hidden && !this.#absent) {
      await Promise.all(due.map(({ scope }) => this.#run(scope, true)));
    }
  }

  #run(scope, quiet) {
    const run = { scope, quiet, progress: 0, endsAt: null };
    this.#runs.set(scope, run);
    this.#askedAt.set(scope, this.#parts.now());
    run.over = this.#carryOut(run);
    this.#show();
    return run.over;
  }

  async #carryOut(run) {
    let end = { end: 'refused' };
    try {
      end = await this.#followed(run);
    } finally {
      this.#runs.delete(run.scope);
      this.#over(run, end);
    }
  }

  async #followed(run) {
    const asked = await askFor(run.scope, this.#parts.post);
    if (asked.end) {
      return asked;
    }
    const onStatus = ({ progress, eta }) => {
      run.progress = Math.max(run.progress, progress);
      run.endsAt = this.#parts.now() + 1000 * eta;
      this.#show();
    };
    onStatus(asked.status);
    let last = asked.status;
    if (!OVER.includes(last.status)) {
      last = await follow(asked.id, onStatus, this.#world);
    }
    if (last.status === 'complete') {
      // The bar stays until the new data are on the screen.
      run.progress = 1;
      this.#show();
      await this.#parts.onDone(run.scope, last.manifest);
    }
    return { end: last.status, error: last.error };
  }

  #over(run, end) {
    this.#absent = end.end === 'absent' || end.end === 'closed';
    if (!run.quiet) {
      this.#ends.push({ scope: run.scope, ...end });
    }
    this.#show();
    if ([...this.#runs.values()].some((other) => !other.quiet) || this.#ends.length === 0) {
      return;
    }
    const ends = this.#ends.splice(0);
    const texts = ends.map((one) => endText(one));
    const same = texts.every((text) => text === texts[0]);
    const text = same ? texts[0] : texts.map((one, i) => ofScope(ends[i].scope, one)).join(' ');
    this.#say(text);
    const shown = ends.every((one) => one.end === 'complete') ? DONE_SHOWN : TROUBLE_SHOWN;
    this.#world.timers.setTimeout(() => this.#parts.status.textContent === text && this.#say(''), shown);
  }

  /** Only beginnings and ends are said; how it comes along can be seen and asked for. */
  #say(text) {
    this.#parts.status.textContent = text;
  }

  #show() {
    const { bar, left, button, now } = this.#parts;
    const runs = [...this.#runs.values()];
    const { timers } = this.#world;
    timers.clearTimeout(this.#timer);
    bar.hidden = runs.length === 0;
    if (left) {
      left.hidden = bar.hidden;
    }
    button.setAttribute('aria-busy', String(runs.some((run) => !run.quiet)));
    if (runs.length === 0) {
      return;
    }
    const progress = runs.reduce((sum, run) => sum + run.progress, 0) / runs.length;
    if (progress > 0) {
      bar.value = progress;
    } else {
      bar.removeAttribute('value');
    }
    bar.setAttribute('aria-label', t('refresh.progress'));
    if (left) {
      const seconds = Math.ceil((Math.max(...runs.map((run) => run.endsAt ?? NaN)) - now()) / 1000);
      left.textContent = seconds > 0 ? t('refresh.left', { n: seconds }) : t('refresh.working');
    }
    this.#timer = timers.setTimeout(() => this.#show(), 1000);
  }
}

/** How a request ended, in words. */
function endText({ end, error, seconds, code, scope }) {
  switch (end) {
    case 'complete':
      return t('refresh.done');
    case 'failed':
      return error ? t('refresh.failed', { reason: error.slice(0, 300) }) : t('refresh.failedPlain');
    case 'limited':
    case 'busy':
      return seconds > 0 ? t(`refresh.${end}`, { n: Math.ceil(seconds) }) : t(`refresh.${end}Soon`);
    case 'unknown':
      return t('refresh.unknown', { scope });
    case 'refused':
      return t('refresh.refused', { status: String(code ?? '–') });
    default:
      return t(`refresh.${end}`);
  }
}
