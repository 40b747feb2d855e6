// A small view in another page: how old it is, whether it is out of date, and newer content while somebody looks.

const EVERY = 120_000;
const UNITS = [['day', 2 * 86_400_000, 86_400_000], ['hour', 3_600_000, 3_600_000], ['minute', 60_000, 60_000], ['second', 0, 1000]];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'always', style: 'short' });
let loaded = Date.now();

function show() {
  const main = document.querySelector('main');
  const now = Date.now() + Number(main.dataset.clockOffsetMillis);
  main.querySelector('.stale').hidden = now <= Number(main.dataset.expiresAt);
  for (const time of main.querySelectorAll('time')) {
    const age = Math.max(0, now - time.dataset.at);
    const [unit, , size] = UNITS.find(([, least]) => age >= least);
    time.title ||= time.textContent;
    time.textContent = words.format(-Math.floor(age / size), unit);
  }
}

const styles = (page) => page.querySelector('link[rel=stylesheet]')?.getAttribute('href');

async function load() {
  loaded = Date.now();
  try {
    const answer = await fetch(location.pathname + location.search, { cache: 'no-cache' });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = page && page.querySelector('main[data-expires-at]');
    if (main && styles(page) !== styles(document)) {
      location.reload();
    } else if (main && !main.querySelector('script')) {
      document.querySelector('main').replaceWith(document.importNode(main, true));
    }
  } catch {
    // What is there stays, and says how old it is.
  }
  show();
}

function tick() {
  show();
  if (!document.hidden && Date.now() - loaded >= EVERY) {
    load();
  }
}

show();
setInterval(tick, 10_000);
document.addEventListener('visibilitychange', tick);
