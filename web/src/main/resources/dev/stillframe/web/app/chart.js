import { marks } from './marks.js';
import { failureTimes, nearest, runs, silences, windowOf } from './series.js';
import { timeTicks } from './ticks.js';
import { value } from './format.js';

/** The chart: an average line in a band from lowest to highest, over the whole window. */
export class TrendChart {
  #chart;

  /** @param canvas where to draw. @param Chart the chart library's class */
  constructor(canvas, Chart) {
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      plugins: [marks],
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        parsing: false,
        events: [],
        plugins: { legend: { display: false }, tooltip: { enabled: false } },
        layout: { padding: { top: 8, right: 12 } },
        scales: { x: timeAxis(), y: { type: 'linear', ticks: { maxTicksLimit: 7, callback: (v) => value(v) } } },
      },
    });
  }

  /**
   * Draws a payload.
   * @param {{payload, metric, generatedAt: number, promised: ?number, sources: number, fromZero: boolean}} content
   *   `metric` is null where the payload has none of the chosen name
   */
  show({ payload, metric, generatedAt, promised, sources, fromZero }) {
    const { start, end } = windowOf(payload, generatedAt);
    const lines = metric ? runs(payload, metric, sources) : [];
    const colours = readColours();
    const chart = this.#chart;
    chart.stillframe = {
      payload,
      metric,
      runs: lines,
      // Up to the build, not to the end of the bucket that it fell in: the rest of that has not happened yet.
      silences: silences(payload, start, Math.min(end, generatedAt), sources),
      failures: failureTimes(payload),
      promised,
      cursor: -1,
      colours,
    };
    chart.data.datasets = metric ? datasets(payload, metric, lines, colours) : [];
    paintScales(chart.options.scales, colours);
    Object.assign(chart.options.scales.x, { min: start, max: end });
    Object.assign(chart.options.scales.y, {
      beginAtZero: fromZero,
      suggestedMin: promised ?? undefined,
      suggestedMax: promised ?? undefined,
    });
    // The tiles above may have changed the room there is since the library last looked.
    chart.resize();
    chart.update('none');
    return { gaps: chart.stillframe.silences.length, failures: chart.stillframe.failures.length };
  }

  /** Marks one point, or none with -1. */
  point(index) {
    if (this.#chart.stillframe) {
      this.#chart.stillframe.cursor = index;
      this.#chart.draw();
    }
  }

  /** Index of the point nearest to a place on the screen, or -1. */
  indexAt(clientX) {
    const { stillframe, scales, canvas } = this.#chart;
    if (!stillframe) {
      return -1;
    }
    return nearest(stillframe.payload.t, scales.x.getValueForPixel(clientX - canvas.getBoundingClientRect().left));
  }

  /** Removes everything. */
  clear() {
    this.#chart.stillframe = null;
    this.#chart.data.datasets = [];
    this.#chart.update('none');
  }
}

function timeAxis() {
  return {
    type: 'linear',
    afterBuildTicks: (axis) => {
      axis.ticks = timeTicks(axis.min, axis.max, Math.max(2, Math.floor(axis.chart.width / 85)));
    },
    ticks: { callback: (_, i, ticks) => ticks[i].label, maxRotation: 0, autoSkip: false },
  };
}

/** The average as a line that breaks between runs, and two unseen lines that make the axis hold the band. */
function datasets(payload, metric, lines, colours) {
  const column = (values) =>
    lines.flatMap((run) => [
      ...run.map((i) => ({ x: payload.t[i], y: values[i] })),
      { x: payload.t[run.at(-1)] + 1, y: NaN },
    ]);
  const lonely = new Set(lines.filter((run) => run.length === 1).map((run) => payload.t[run[0]]));
  const unseen = { borderWidth: 0, pointRadius: 0, showLine: false };
  return [
    {
      data: column(metric.avg),
      borderColor: colours.line,
      backgroundColor: colours.line,
      borderWidth: 2,
      borderJoinStyle: 'round',
      pointRadius: ({ raw }) => (raw && lonely.has(raw.x) ? 2 : 0),
    },
    { data: column(metric.min), ...unseen },
    { data: column(metric.max), ...unseen },
  ];
}

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ['line', 'band', 'gap', 'failed', 'promised', 'text', 'muted', 'grid', 'panel'];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

function paintScales(scales, colours) {
  for (const axis of [scales.x, scales.y]) {
    axis.ticks = { ...axis.ticks, color: colours.muted };
    axis.border = { color: colours.grid };
  }
  scales.x.grid = { display: false, drawTicks: true, color: colours.grid };
  scales.y.grid = { color: colours.grid };
}
