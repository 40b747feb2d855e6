import { quantity, whole } from './format.js';
import { t } from './i18n.js';
import { when } from './readout.js';

/** The rows of a series, newest first: time, average, lowest, highest, tests, failed. */
export function tableRows(series, metric, shown) {
  const cell = (column, i) => ((column?.[i] ?? null) === null ? '–' : quantity(column[i], metric.unit, shown));
  return series.t
    .map((_, i) => [
      when(series, i, shown),
      cell(metric?.avg, i),
      cell(metric?.min, i),
      cell(metric?.max, i),
      whole(series.count[i] + series.failures[i], shown),
      whole(series.failures[i], shown),
    ])
    .reverse();
}

/** Shows series as tables, one after another. @param parts `[{title, series, metric}]` */
export function renderTable(box, parts, shown) {
  const heads = ['time', 'average', 'lowest', 'highest', 'tests', 'failed'].map((name) => t(`table.${name}`));
  const make = (tag, text, scope) => {
    const cell = Object.assign(document.createElement(tag), { textContent: text });
    return scope ? Object.assign(cell, { scope }) : cell;
  };
  const line = (cells) => {
    const row = document.createElement('tr');
    row.append(...cells);
    return row;
  };
  const tables = parts.map(({ title, series, metric }) => {
    const table = document.createElement('table');
    table.createCaption().textContent = title;
    table.createTHead().append(line(heads.map((text) => make('th', text, 'col'))));
    const rows = tableRows(series, metric, shown);
    const body = rows.map(([time, ...values]) => line([make('th', time, 'row'), ...values.map((v) => make('td', v))]));
    table.createTBody().append(...body);
    return table;
  });
  box.replaceChildren(...tables);
}
