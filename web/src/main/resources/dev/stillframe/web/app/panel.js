import { t } from './i18n.js';

/** An element with properties (a key with a dash is an attribute) and children, which are elements or text. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role' || key === 'scope') {
      element.setAttribute(key, value);
    } else {
      element[key] = value;
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Fills a select with `[value, text]` pairs; it stays the same element, so that it keeps its focus. */
export function fill(select, options, chosen) {
  select.replaceChildren(...options.map(([value, text]) => make('option', { value, textContent: text })));
  select.value = chosen;
  select.closest('label').hidden = options.length < 2;
}

/** A select in a label, `{label, select, words}`. */
export function choice(onchange) {
  const words = make('span');
  const select = make('select', { onchange: () => onchange(select.value) });
  return { label: make('label', { className: 'panel-choice' }, words, select), select, words };
}

/** Says what the reader must know of a problem: nothing there, not fetched, older than what is shown. */
export function sayProblem(box, problem, shown) {
  const key = !problem ? null : problem.kind === 'older' ? 'older' : shown ? 'kept' : problem.kind === 'missing' ? 'nothing' : 'failed';
  box.textContent = key ? t(`calendar.${key}`) : '';
  box.hidden = key === null;
}

/** Where an arrow key leads in a grid of rows, `{row, column}`, or null for another key. */
export function stepOf(key, row, column, rows, columns) {
  const to = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 0],
    End: [row, columns - 1],
    PageUp: [0, column],
    PageDown: [rows - 1, column],
  }[key];
  const within = (value, length) => Math.min(length - 1, Math.max(0, value));
  return to ? { row: within(to[0], rows), column: within(to[1], columns) } : null;
}
