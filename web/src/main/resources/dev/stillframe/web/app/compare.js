import { age } from './format.js';
import { t } from './i18n.js';
import { MOST_SCOPES } from './state.js';
import { scopeName } from './controls.js';

/** So many hosts need something to find one by. */
const MANY = 9;

/** The list of hosts to set side by side. */
export class Compare {
  #box;
  #choose;
  #scopes = [];
  #shown = '';

  /** @param box takes the list. @param choose called with the chosen scopes */
  constructor(box, choose) {
    this.#box = box;
    this.#choose = choose;
    box.addEventListener('change', (event) => event.target.type === 'checkbox' && this.#pick(event.target));
    box.addEventListener('input', (event) => event.target.type === 'search' && this.#find(event.target.value));
  }

  /** Shows which of the hosts are chosen. */
  show(scopes, hosts, now) {
    this.#scopes = scopes;
    const names = [...new Set(['all', ...(hosts ?? []).map((h) => h.host), ...scopes])];
    const key = JSON.stringify([names, t('page.compareHint')]);
    if (key !== this.#shown) {
      this.#shown = key;
      this.#fill(names);
    }
    const last = new Map((hosts ?? []).map((h) => [h.host, h.lastSampleAt]));
    for (const label of this.#box.querySelectorAll('label')) {
      const [box, , note] = label.children;
      const at = last.get(box.value) ?? null;
      box.checked = scopes.includes(box.value);
      box.disabled = !box.checked && scopes.length >= MOST_SCOPES;
      note.textContent = at === null ? '' : age(now - at);
    }
    this.#box.firstElementChild.textContent = t(scopes.length >= MOST_SCOPES ? 'page.hostsMost' : 'page.compareHint');
  }

  #fill(names) {
    const make = (tag, props) => Object.assign(document.createElement(tag), props);
    const labels = names.map((name) => {
      const label = make('label', { className: 'pick' });
      const text = make('span', { textContent: scopeName(name) });
      label.append(make('input', { type: 'checkbox', value: name }), text, make('span', { className: 'since' }));
      return label;
    });
    const list = make('div', { className: 'picks' });
    list.append(...labels);
    const find = make('input', { type: 'search', placeholder: t('page.find') });
    find.setAttribute('aria-label', t('page.find'));
    this.#box.replaceChildren(make('p', { className: 'hint' }), ...(names.length > MANY ? [find] : []), list);
  }

  #find(text) {
    for (const label of this.#box.querySelectorAll('label')) {
      label.hidden = !label.textContent.toLowerCase().includes(text.trim().toLowerCase());
    }
  }

  #pick({ value, checked }) {
    const others = this.#scopes.filter((scope) => scope !== value);
    this.#choose(checked ? [...others, value].slice(0, MOST_SCOPES) : others.length > 0 ? others : ['all']);
  }
}
