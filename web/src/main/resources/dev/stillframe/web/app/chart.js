import { value } from './format.js';
import { marks } from './marks.js';
import { failureTimes, nearest, promisedLines, runs, silences } from './series.js';
import { timeTicks } from './ticks.js';

/** The chart of one scope. The library makes the axes; lines, of which there are many points, are drawn in one go by `marks`. */
export class TrendChart {
  #chart;

  /** @param canvas where to draw. @param Chart the chart library's class. @param resized called after the size has changed */
  constructor(canvas, Chart, resized) {
    // Until there is something to draw the library's bare axes are not shown.
    canvas.style.visibility = 'hidden';
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      plugins: [marks],
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        onResize: () => requestAnimationFrame(resized),
        plugins: { legend: { display: false }, tooltip: { enabled: false } },
        layout: { padding: { top: 8, right: 12 } },
        scales: { x: timeAxis(), y: valueAxis() },
      },
    });
  }

  /**
   * Draws a series.
   * @param content `{series, metric, promised, sources, until, fromZero, extent, range, shown}`: `metric` is null where the
   *   series has none of the chosen name; `extent` what the axis of values has to hold, `range` what is seen of that of time
   * @returns what there is to explain in a legend, `{gaps, failures}`
   */
  show({ series, metric, promised, sources, until, fromZero, extent, range, shown }) {
    const chart = this.#chart;
    const lines = metric ? runs(series, metric, sources) : [];
    const colours = readColours();
    chart.stillframe = {
      series,
      metric,
      runs: lines,
      // Not to the end of the last bucket: the rest of that has not happened yet.
      silences: silences(series, series.start, Math.min(series.end, until), sources),
      failures: failureTimes(series),
      promised: promisedLines(promised, series.start, series.end),
      colours,
      shown,
    };
    const { x, y } = chart.options.scales;
    for (const axis of [x, y]) {
      axis.ticks.color = colours.muted;
      axis.border = { display: false };
    }
    y.grid = { color: colours.grid, drawTicks: false };
    x.grid = { color: colours.grid, drawOnChartArea: false, tickLength: 5 };
    Object.assign(x, { min: range.from, max: range.to });
    Object.assign(y, { beginAtZero: fromZero, suggestedMin: extent?.low, suggestedMax: extent?.high });
    chart.canvas.style.visibility = 'visible';
    // What stands above may have changed the room there is since the library last looked.
    chart.resize();
    chart.update('none');
    return { gaps: chart.stillframe.silences.length, failures: chart.stillframe.failures.length };
  }

  /** Shows another part of the time axis. */
  seek({ from, to }) {
    if (this.#chart.stillframe) {
      Object.assign(this.#chart.options.scales.x, { min: from, max: to });
      this.#chart.update('none');
    }
  }

  /** The instant at a place on the screen. */
  timeAt(clientX) {
    return this.#chart.scales.x.getValueForPixel(clientX - this.#chart.canvas.getBoundingClientRect().left);
  }

  /** Index of the point nearest to an instant, or -1. */
  indexAt(time) {
    const series = this.#chart.stillframe?.series;
    return series ? nearest(series.t, time) : -1;
  }

  /** Where a point stands in the canvas, `{x, y, top, bottom}`; `y` is null without a value. Null when it is out of sight. */
  place(index) {
    const { stillframe, scales, chartArea } = this.#chart;
    const x = scales.x.getPixelForValue(stillframe.series.t[index]);
    if (!(x >= chartArea.left - 1 && x <= chartArea.right + 1)) {
      return null;
    }
    const average = stillframe.metric?.avg[index] ?? null;
    const y = average === null ? null : scales.y.getPixelForValue(average);
    return { x, y, top: chartArea.top, bottom: chartArea.bottom };
  }

  /** The part of the canvas that the axes enclose. */
  get area() {
    return this.#chart.chartArea;
  }

  /** Removes everything. */
  clear() {
    this.#chart.stillframe = null;
    this.#chart.canvas.style.visibility = 'hidden';
    this.#chart.update('none');
  }

  /** Gives the canvas back. */
  destroy() {
    this.#chart.destroy();
  }
}

/** The room for labels, the same as in the drawing that the page comes with, so that nothing moves. */
function room(axis) {
  const longest = Math.max(0, ...axis.ticks.map(({ label }) => String(label ?? '').length));
  axis.width = longest <= 5 ? 44 : longest <= 8 ? 66 : 104;
}

function timeAxis() {
  return {
    type: 'linear',
    afterFit: (axis) => (axis.height = 26),
    afterBuildTicks: (axis) => {
      const most = Math.max(2, Math.floor(axis.chart.width / 85));
      axis.ticks = ticksOf(axis.min, axis.max, most, axis.chart.stillframe?.shown);
    },
    ticks: { callback: (_, i, ticks) => ticks[i].label, maxRotation: 0, autoSkip: false, font: { size: 12 } },
  };
}

function valueAxis() {
  const callback = function (v) {
    return value(v, this.chart.stillframe?.shown);
  };
  return { type: 'linear', afterFit: room, ticks: { maxTicksLimit: 6, callback, padding: 8, font: { size: 12 } } };
}

let lastTicks = { key: '', ticks: [] };

/** Charts side by side have the same ticks: they are made once. */
function ticksOf(start, end, most, shown) {
  const key = `${start} ${end} ${most} ${shown?.locale} ${shown?.zone}`;
  if (lastTicks.key !== key) {
    lastTicks = { key, ticks: timeTicks(start, end, most, shown) };
  }
  return [...lastTicks.ticks];
}

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ['line', 'band', 'gap', 'failed', 'promised', 'text', 'muted', 'grid', 'panel'];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
