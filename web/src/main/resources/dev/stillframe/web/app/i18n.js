// Texts in the reader's language. Until a language is loaded a text is its key.

/** The languages there are message files of, the first one for everybody else. */
export const LANGUAGES = ['en', 'de'];

let language = LANGUAGES[0];
let texts = {};
let plurals = new Intl.PluralRules(language);

/** The language to use: the chosen one, else the first of the wanted (BCP 47) that there is. */
export function languageFor(chosen, wanted = globalThis.navigator?.languages ?? []) {
  const known = [chosen, ...wanted].map((tag) => String(tag ?? '').split('-')[0].toLowerCase());
  return known.find((tag) => LANGUAGES.includes(tag)) ?? LANGUAGES[0];
}

/** Uses texts that are there already. */
export function useMessages(lang, messages) {
  language = lang;
  texts = messages;
  plurals = new Intl.PluralRules(lang);
}

/** Fetches a language's texts and uses them; the ones before stay when that fails. Says whether it went well. */
export async function loadMessages(lang) {
  try {
    const answer = await fetch(new URL(`./messages.${lang}.json`, import.meta.url));
    if (answer.ok) {
      useMessages(lang, await answer.json());
      return true;
    }
  } catch {
    // A text in another language is better than none.
  }
  return false;
}

const own = (key) => (Object.hasOwn(texts, key) ? texts[key] : undefined);

/** Whether there is a text of that key. */
export function has(key) {
  return own(key) !== undefined;
}

/** A text with its `{names}` replaced. `values.n`, a number, picks the plural form where there are such, and is formatted. */
export function t(key, values = {}) {
  const form = Number.isFinite(values.n) ? own(`${key}.${plurals.select(values.n)}`) : undefined;
  const text = form ?? own(key) ?? own(`${key}.other`) ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => {
    const value = Object.hasOwn(values, name) ? values[name] : all;
    return typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : value;
  });
}

/** The language in use. */
export function lang() {
  return language;
}

/** The locale for numbers and dates: the reader's own of that language, such as de-AT. */
export function locale() {
  const mine = (globalThis.navigator?.languages ?? []).find((tag) => tag.split('-')[0].toLowerCase() === language);
  return mine && mine !== 'en' ? mine : language === 'en' ? 'en-GB' : language;
}

/** Writes the language's texts into all elements below `root` that name one in data-t, and labels named in data-label. */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-t]')) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
    // A button that shows a sign only tells its name to the mouse too.
    if (element.localName === 'button') {
      element.title = t(element.dataset.label);
    }
  }
}
