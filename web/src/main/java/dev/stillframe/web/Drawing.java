package dev.stillframe.web;

import dev.stillframe.core.encode.PayloadColumns;
import dev.stillframe.core.encode.PayloadColumns.Column;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The lines of one metric as SVG path data.
 *
 * @param band areas from lowest to highest
 * @param bars the same where a run is a single point: a line from its lowest to its highest
 * @param line the averages
 * @param dots the averages of single points: lines without a length, that round ends make visible
 */
record Drawing(String band, String bars, String line, String dots) {
    /**
     * Draws a metric.
     *
     * @param width of the whole window, in units of the drawing
     * @param height in units of the drawing
     * @param depth how far from the top a value stands, from 0 to 1
     */
    static Drawing of(
            PayloadColumns payload,
            Column metric,
            List<int[]> runs,
            long from,
            long to,
            int width,
            int height,
            DoubleUnaryOperator depth) {
        Path band = new Path();
        Path bars = new Path();
        Path line = new Path();
        Path dots = new Path();
        for (int[] run : runs) {
            long[] x = new long[run.length];
            for (int i = 0; i < run.length; i++) {
                x[i] = Math.round((double) (payload.t()[run[i]] - from) / (to - from) * width);
            }
            if (run.length == 1) {
                bars.move(x[0], y(depth, height, metric.max()[run[0]]));
                bars.line(x[0], y(depth, height, metric.min()[run[0]]));
                dots.move(x[0], y(depth, height, metric.avg()[run[0]]));
                dots.line(x[0], y(depth, height, metric.avg()[run[0]]));
                continue;
            }
            for (int i = 0; i < run.length; i++) {
                band.to(i == 0, x[i], y(depth, height, metric.max()[run[i]]));
                line.to(i == 0, x[i], y(depth, height, metric.avg()[run[i]]));
            }
            for (int i = run.length - 1; i >= 0; i--) {
                band.line(x[i], y(depth, height, metric.min()[run[i]]));
            }
            band.close();
        }
        return new Drawing(band.text(), bars.text(), line.text(), dots.text());
    }

    private static long y(DoubleUnaryOperator depth, int height, double value) {
        return Math.round(depth.applyAsDouble(value) * height);
    }

    /** Path data, short: whole numbers, lines relative to where the last one ended. */
    private static final class Path {
        private final StringBuilder text = new StringBuilder();
        private long x;
        private long y;
        private boolean lines;

        void to(boolean first, long toX, long toY) {
            if (first) {
                move(toX, toY);
            } else {
                line(toX, toY);
            }
        }

        void move(long toX, long toY) {
            text.append('M').append(toX).append(' ').append(toY);
            x = toX;
            y = toY;
            lines = false;
        }

        void line(long toX, long toY) {
            if (!lines) {
                text.append('l');
                lines = true;
            } else if (toX >= x) {
                text.append(' ');
            }
            text.append(toX - x);
            if (toY >= y) {
                text.append(' ');
            }
            text.append(toY - y);
            x = toX;
            y = toY;
        }

        void close() {
            text.append('z');
            lines = false;
        }

        String text() {
            return text.toString();
        }
    }
}
