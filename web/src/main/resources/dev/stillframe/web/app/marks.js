// What the chart library does not draw by itself: silence, the band, failed tests, the promised value, the cursor.

/**
 * A plugin of the chart library. It reads `chart.stillframe`:
 * `{runs, silences, failures, promised, cursor, payload, metric, colours}`.
 */
export const marks = {
  id: 'stillframe-marks',

  beforeDatasetsDraw(chart) {
    const data = chart.stillframe;
    if (!data) {
      return;
    }
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    drawSilences(chart, data);
    drawBand(chart, data);
    ctx.restore();
  },

  afterDatasetsDraw(chart) {
    const data = chart.stillframe;
    if (!data) {
      return;
    }
    chart.ctx.save();
    drawPromised(chart, data);
    drawFailures(chart, data);
    drawCursor(chart, data);
    chart.ctx.restore();
  },
};

function drawSilences({ ctx, chartArea, scales }, { silences, colours }) {
  ctx.fillStyle = colours.gap;
  for (const { from, to } of silences) {
    const left = scales.x.getPixelForValue(from);
    ctx.fillRect(left, chartArea.top, scales.x.getPixelForValue(to) - left, chartArea.height);
  }
}

function drawBand({ ctx, scales }, { runs, payload, metric, colours }) {
  const x = (i) => scales.x.getPixelForValue(payload.t[i]);
  const y = (v) => scales.y.getPixelForValue(v);
  ctx.fillStyle = colours.band;
  ctx.strokeStyle = colours.band;
  ctx.lineWidth = 3;
  for (const run of runs) {
    ctx.beginPath();
    if (run.length === 1) {
      ctx.moveTo(x(run[0]), y(metric.min[run[0]]));
      ctx.lineTo(x(run[0]), y(metric.max[run[0]]));
      ctx.stroke();
      continue;
    }
    run.forEach((i) => ctx.lineTo(x(i), y(metric.max[i])));
    run.toReversed().forEach((i) => ctx.lineTo(x(i), y(metric.min[i])));
    ctx.fill();
  }
}

function drawPromised({ ctx, chartArea, scales }, { promised, colours }) {
  if (promised === null) {
    return;
  }
  const y = scales.y.getPixelForValue(promised);
  ctx.strokeStyle = colours.promised;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([6, 5]);
  ctx.beginPath();
  ctx.moveTo(chartArea.left, y);
  ctx.lineTo(chartArea.right, y);
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

function drawCursor({ ctx, chartArea, scales }, { cursor, payload, metric, colours }) {
  if (cursor < 0) {
    return;
  }
  const x = scales.x.getPixelForValue(payload.t[cursor]);
  ctx.strokeStyle = colours.text;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  const average = metric?.avg[cursor] ?? null;
  if (average !== null) {
    ctx.fillStyle = colours.line;
    ctx.strokeStyle = colours.panel;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(x, scales.y.getPixelForValue(average), 5, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
}
