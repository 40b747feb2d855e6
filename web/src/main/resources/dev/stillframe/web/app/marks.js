// What is drawn between the axes: silence, the band, the average, what was promised, failed tests.

/** Up to so many points in sight each is drawn as one. */
const FEW = 40;

/** A plugin of the chart library. It reads `chart.stillframe`: `{series, metric, runs, silences, failures, promised, colours}`. */
export const marks = {
  id: 'stillframe-marks',

  afterDatasetsDraw(chart) {
    clipped(chart, drawSilences, drawLines, drawPromised, drawFailures);
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

/** The part of a run that is in sight, with a neighbour on either side, so that lines go on to the edges. */
function seen(run, series, { min, max }) {
  let first = 0;
  let last = run.length - 1;
  while (first < last && series.t[run[first + 1]] < min) {
    first++;
  }
  while (last > first && series.t[run[last - 1]] > max) {
    last--;
  }
  return run.slice(first, last + 1);
}

function drawLines({ ctx, scales }, { runs, series, metric, colours }) {
  if (!metric) {
    return;
  }
  const x = (i) => scales.x.getPixelForValue(series.t[i]);
  const y = (v) => scales.y.getPixelForValue(v);
  const parts = runs.map((run) => seen(run, series, scales.x)).filter((run) => run.length > 0);
  ctx.lineJoin = 'round';
  ctx.fillStyle = ctx.strokeStyle = colours.band;
  ctx.lineWidth = 3;
  for (const run of parts) {
    ctx.beginPath();
    run.forEach((i) => ctx.lineTo(x(i), y(metric.max[i])));
    for (let n = run.length - 1; n >= 0; n--) {
      ctx.lineTo(x(run[n]), y(metric.min[run[n]]));
    }
    if (run.length > 1) {
      ctx.fill();
    } else {
      ctx.stroke();
    }
  }
  ctx.fillStyle = ctx.strokeStyle = colours.line;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (const run of parts) {
    run.forEach((i, n) => (n > 0 ? ctx.lineTo(x(i), y(metric.avg[i])) : ctx.moveTo(x(i), y(metric.avg[i]))));
  }
  ctx.stroke();
  // Where there is room each point is a dot; one without a neighbour is so always, for no line shows it.
  const few = parts.reduce((sum, run) => sum + run.length, 0) <= FEW;
  ctx.beginPath();
  for (const run of parts.filter((r) => few || r.length === 1)) {
    run.forEach((i) => {
      ctx.moveTo(x(i), y(metric.avg[i]));
      ctx.arc(x(i), y(metric.avg[i]), 2.5, 0, 2 * Math.PI);
    });
  }
  ctx.fill();
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
