import { age } from './format.js';
import { t } from './i18n.js';

const DAY = 86_400_000;
/** Builds, caches and polls take their time: nobody is called silent before this. */
const LEAST = 600_000;
const SHOWN = 5;

/** The usual distance between the samples of a payload in milliseconds, or null where that cannot be told. */
export function stepOf({ t, count, failures }) {
  const steps = t
    .slice(1)
    .map((time, i) => (time - t[i]) / (count[i + 1] + failures[i + 1]))
    .filter((step) => step > 0 && step < Infinity)
    .sort((a, b) => a - b);
  // Less than that is chance. An outage makes few steps long, so that the middle one is the usual.
  return steps.length < 4 ? null : steps[steps.length >> 1];
}

/**
 * Which hosts are silent: their newest sample is older than three times their usual step, or than a day where no step is known.
 * @param {{host: string, lastSampleAt: number | null}[]} hosts as hosts.json has them
 * @param {number} now epoch milliseconds
 * @param {Map<string, number>} steps milliseconds by host, of those whose step is known
 * @returns {{host: string, lastSampleAt: number | null, silent: boolean}[]} in the same order
 */
export function silentHosts(hosts, now, steps = new Map()) {
  return hosts.map(({ host, lastSampleAt }) => {
    const patience = steps.has(host) ? Math.max(LEAST, 3 * steps.get(host)) : DAY;
    return { host, lastSampleAt, silent: lastSampleAt === null || now - lastSampleAt > patience };
  });
}

const when = ({ lastSampleAt }, now) => (lastSampleAt === null ? t('hosts.never') : age(now - lastSampleAt));

/**
 * Shows the silent hosts in a line, each as a button; the ones that fell silent last come first, and a long list is cut. May be
 * called each second: as long as the same hosts are silent only the ages change, so that a focus stays. The element is hidden when
 * nobody is silent, and must not be a live region.
 * @param {Element} element takes the line
 * @param list what silentHosts gives
 * @param {{now: number, onHost: (host: string) => void}} how
 */
export function renderSilent(element, list, { now, onHost }) {
  const silent = list.filter((host) => host.silent).sort((a, b) => (b.lastSampleAt ?? 0) - (a.lastSampleAt ?? 0));
  const all = element.dataset.all === 'true' || silent.length <= SHOWN + 1;
  const shown = all ? silent : silent.slice(0, SHOWN);
  const content = JSON.stringify([t('hosts.silent'), shown.map(({ host }) => host), silent.length]);
  if (element.dataset.content !== content) {
    element.dataset.content = content;
    element.hidden = silent.length === 0;
    const make = (name, text) => Object.assign(element.ownerDocument.createElement(name), { textContent: text });
    const button = (text, onclick) => Object.assign(make('button', text), { type: 'button', onclick });
    const parts = shown.flatMap(({ host }) => [
      ' ',
      button(host, () => onHost(host)),
      Object.assign(make('span', ''), { className: 'since' }),
    ]);
    const more = silent.length - shown.length;
    const rest = button(t('hosts.more', { n: more }), () => {
      element.dataset.all = 'true';
      renderSilent(element, list, { now, onHost });
      element.querySelectorAll('button')[SHOWN]?.focus();
    });
    element.replaceChildren(make('span', t('hosts.silent')), ...parts, ...(more > 0 ? [' ', rest] : []));
  }
  element.querySelectorAll('.since').forEach((span, i) => {
    const text = ` (${when(shown[i], now)})${i < shown.length - 1 ? ',' : ''}`;
    if (span.textContent !== text) {
      span.textContent = text;
    }
  });
}
