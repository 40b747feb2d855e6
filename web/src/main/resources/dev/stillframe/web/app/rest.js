import { Compare } from './compare.js';
import { scopeName } from './controls.js';
import { silentHosts } from './hosts.js';
import { t } from './i18n.js';
import { jsonPoster, RefreshControl } from './refresh.js';
import { renderSilent } from './silent.js';

const MINUTE = 60_000;
const element = (id) => document.getElementById(id);

/** All that nobody waits for at first: refreshing, comparing, the other views, the table, the download, the theme. */
export class Rest {
  #page;
  #compare;
  #styles = new Map();
  #viewKey = '';

  /** @param page what the page's first script lends: its state, its data, and what changes them */
  constructor(page) {
    this.#page = page;
    const { choose } = page;
    this.#compare = new Compare(element('compare-box'), (scopes) => choose({ scopes }));
    this.refresh = this.#refreshControl();
    this.#listen();
  }

  #refreshControl() {
    const { get, now, session, poll, state } = this.#page;
    const button = element('refresh');
    const control = new RefreshControl({
      button,
      bar: element('refresh-bar'),
      left: element('refresh-left'),
      status: element('refresh-status'),
      get,
      post: jsonPoster(fetch.bind(window), 8000),
      now,
      onDone: async (scope, manifest) => {
        if (manifest) {
          session.offer(scope, manifest);
        }
        await poll({ force: true });
      },
    });
    button.disabled = false;
    button.addEventListener('click', () => control.ask(state().scopes));
    return control;
  }

  #listen() {
    const compare = element('compare');
    document.addEventListener('click', ({ target }) => compare.contains(target) || (compare.open = false));
    compare.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') {
        compare.open = false;
        compare.firstElementChild.focus();
      }
    });
    element('csv').addEventListener('click', async () => {
      const { views, seriesFor, state } = this.#page;
      const { download } = await import('./csv.js');
      download(views().map((view) => seriesFor(view).series).filter(Boolean), state());
    });
    element('table-box').addEventListener('toggle', () => this.showTable());
    const { dataset } = document.documentElement;
    element('theme').value = dataset.theme;
    element('theme').addEventListener('change', ({ target }) => {
      dataset.theme = target.value;
      try {
        localStorage.setItem('theme', target.value);
      } catch {
        // It holds for this visit then.
      }
      this.#page.render();
    });
  }

  /** Shows what was chosen. */
  show(time) {
    this.#compare.show(this.#page.state().scopes, this.#page.session.hosts, time);
  }

  /** Shows what changes by time alone. */
  tick(time) {
    const { session, choose } = this.#page;
    const hosts = silentHosts(session.hosts ?? [], time, session.steps);
    renderSilent(element('silent'), hosts, { now: time, onHost: (host) => choose({ scopes: [host] }) });
  }

  /** Shows the numbers of the chart, when the table is open. */
  async showTable() {
    const box = element('table-box');
    if (!box.open || box.hidden) {
      element('table').replaceChildren();
      return;
    }
    const { views, seriesFor, chosen, shown } = this.#page;
    const { renderTable } = await import('./table.js');
    const list = views()
      .map((view) => ({ title: scopeName(view.scope), series: seriesFor(view).series }))
      .filter((part) => part.series)
      .map((part) => ({ ...part, metric: part.series.metrics.find((m) => m.name === chosen()) ?? null }));
    renderTable(element('table'), list, shown());
  }

  /** Links a stylesheet that not every view needs, and waits for it. */
  #style(name) {
    if (!this.#styles.has(name)) {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'stylesheet', href: new URL(name, import.meta.url).href });
      this.#styles.set(name, new Promise((done) => (link.onload = link.onerror = done)));
      document.head.append(link);
    }
    return this.#styles.get(name);
  }

  /** Shows heat map or coverage, which own all that is in their element. */
  async showPanel(config, time) {
    const { state, chosen, shown, choose, calendar, identity } = this.#page;
    const { panel, scopes, day } = state();
    const box = element(`view-${panel}`);
    const key = JSON.stringify([panel, scopes, chosen(), day, shown(), identity(config), Math.floor(time / MINUTE)]);
    if (key === this.#viewKey) {
      return;
    }
    this.#viewKey = key;
    box.className = 'charts';
    box.dataset.count = scopes.length;
    while (box.children.length > scopes.length) {
      box.lastChild.remove();
    }
    while (box.children.length < scopes.length) {
      box.append(document.createElement('section'));
    }
    try {
      const heat = panel === 'heat';
      const code = heat ? import('./heat.js') : import('./coverage.js');
      const [{ renderHeat, renderCoverage }, reader] = await Promise.all([code, calendar(), this.#style('./calendar.css')]);
      const draw = heat ? renderHeat : renderCoverage;
      const onDay = (chosenDay) => choose({ day: chosenDay }, true);
      const how = { reader, metric: chosen(), config, day, onDay, now: time, ...shown() };
      await Promise.all(scopes.map((scope, i) => drawIn(box.children[i], scopes.length === 1, draw, { ...how, scope })));
    } catch {
      this.#viewKey = '';
      const text = Object.assign(document.createElement('p'), { className: 'notice warning', textContent: t('page.badView') });
      box.replaceChildren(text);
    }
  }
}

function drawIn(section, alone, draw, how) {
  if (!section) {
    return null;
  }
  if (section.children.length !== 2) {
    section.className = 'cell';
    section.replaceChildren(document.createElement('h2'), document.createElement('div'));
  }
  const [name, content] = section.children;
  name.className = 'name';
  name.hidden = alone;
  name.textContent = scopeName(how.scope);
  return draw(content, how);
}
