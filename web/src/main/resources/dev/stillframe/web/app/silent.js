import { age } from './format.js';
import { t } from './i18n.js';

/** More are shown when they are asked for. */
const SHOWN = 5;

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
