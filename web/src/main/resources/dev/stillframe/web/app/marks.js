// What the chart library does not draw by itself: silence, the band, failed tests, what was promised.

/** A plugin of the chart library. It reads `chart.stillframe`: `{series, metric, runs, silences, failures, promised, colours}`. */
export const marks = {
  id: 'stillframe-marks',

  beforeDatasetsDraw(chart) {
    clipped(chart, drawSilences, drawBand);
  },

  afterDatasetsDraw(chart) {
    clipped(chart, drawPromised, drawFailures);
  },
};

function clipped(chart, ...draws) {
  const { ctx, chartArea, stillframe } = chart;
  if (stillframe) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    draws.forEach((draw) => draw(chart, stillframe));
    ctx.restore();
  }
}

function drawSilences({ ctx, chartArea, scales }, { silences, colours }) {
  ctx.fillStyle = colours.gap;
  for (const { from, to } of silences) {
    const left = scales.x.getPixelForValue(from);
    ctx.fillRect(left, chartArea.top, scales.x.getPixelForValue(to) - left, chartArea.height);
  }
}

function drawBand({ ctx, scales }, { runs, series, metric, colours }) {
  const x = (i) => scales.x.getPixelForValue(series.t[i]);
  const y = (v) => scales.y.getPixelForValue(v);
  ctx.fillStyle = colours.band;
  ctx.strokeStyle = colours.band;
  ctx.lineWidth = 3;
  for (const run of runs) {
    ctx.beginPath();
    if (run.length === 1) {
      drawLonely(ctx, x(run[0]), run[0], metric, y, colours);
      continue;
    }
    run.forEach((i) => ctx.lineTo(x(i), y(metric.max[i])));
    for (let i = run.length - 1; i >= 0; i--) {
      ctx.lineTo(x(run[i]), y(metric.min[run[i]]));
    }
    ctx.fill();
  }
}

/** A point without a neighbour: no line shows it. */
function drawLonely(ctx, x, i, metric, y, colours) {
  ctx.moveTo(x, y(metric.min[i]));
  ctx.lineTo(x, y(metric.max[i]));
  ctx.stroke();
  ctx.beginPath();
  ctx.fillStyle = colours.line;
  ctx.arc(x, y(metric.avg[i]), 2, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = colours.band;
}

function drawPromised({ ctx, scales }, { promised, colours }) {
  ctx.strokeStyle = colours.promised;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([6, 5]);
  ctx.beginPath();
  for (const { from, to, value } of promised) {
    const y = scales.y.getPixelForValue(value);
    ctx.moveTo(scales.x.getPixelForValue(from), y);
    ctx.lineTo(scales.x.getPixelForValue(to), y);
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Triangles that stand on the time axis; where they are many, they grow together to a bar. */
function drawFailures({ ctx, chartArea, scales }, { failures, colours }) {
  ctx.fillStyle = colours.failed;
  ctx.beginPath();
  for (const t of failures) {
    const x = scales.x.getPixelForValue(t);
    ctx.moveTo(x, chartArea.bottom - 8);
    ctx.lineTo(x - 4, chartArea.bottom);
    ctx.lineTo(x + 4, chartArea.bottom);
    ctx.closePath();
  }
  ctx.fill();
}
