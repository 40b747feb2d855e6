// Runs in each page before its own scripts: notes what goes wrong, and gives tests a clock of their own.
(() => {
  const wrongs = [];
  const shifts = [];
  addEventListener('error', (event) => {
    wrongs.push(event.target === window ? `error: ${event.message} (${event.filename}:${event.lineno})` : `not loaded: ${event.target.src ?? event.target.href}`);
  }, true);
  addEventListener('unhandledrejection', (event) => wrongs.push(`rejected: ${event.reason?.stack ?? event.reason}`));
  addEventListener('securitypolicyviolation', (event) => wrongs.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  const observer = new PerformanceObserver((list) => list.getEntries().forEach((shift) => shifts.push(shift)));
  observer.observe({ type: 'layout-shift', buffered: true });
  const strangers = () =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => !/^(data|blob):/.test(name) && new URL(name).origin !== location.origin)
      .map((name) => `request to another origin: ${name}`);
  window.__seen = {
    wrongs: () => [...wrongs, ...(location.protocol.startsWith('http') ? strangers() : [])],
    shifted: () => {
      observer.takeRecords().forEach((shift) => shifts.push(shift));
      return shifts.filter((shift) => !shift.hadRecentInput).reduce((sum, shift) => sum + shift.value, 0);
    },
    shifts: () => shifts.map(({ value, hadRecentInput, sources }) => `${value.toFixed(4)}${hadRecentInput ? ' (input)' : ''} ${sources.map(({ node, previousRect, currentRect }) => `${node?.id || node?.className || node?.nodeName} ${JSON.stringify(previousRect)} -> ${JSON.stringify(currentRect)}`).join('; ')}`),
  };
  const Real = Date;
  let base = null;
  let skipped = 0;
  window.__clock = (millis) => {
    base = millis;
  };
  window.__skip = (millis) => {
    skipped += millis;
  };
  window.Date = class Date extends Real {
    constructor(...parts) {
      parts.length === 0 ? super(window.Date.now()) : super(...parts);
    }

    static now() {
      return (base === null ? Real.now() : base + Math.floor(performance.now())) + skipped;
    }
  };
})();
