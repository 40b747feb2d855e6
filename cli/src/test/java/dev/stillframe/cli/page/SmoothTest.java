package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Four charts of 500 points side by side. The times are printed; what is asserted does not depend on the machine. */
class SmoothTest extends PageTest {
    private static final String WATCH = """
            window.__draws = new Map();
            const real = CanvasRenderingContext2D.prototype.clearRect;
            CanvasRenderingContext2D.prototype.clearRect = function (...a) {
              const key = `${document.timeline.currentTime} ${[...document.querySelectorAll('canvas')].indexOf(this.canvas)}`;
              __draws.set(key, (__draws.get(key) ?? 0) + 1);
              return real.apply(this, a);
            };
            window.__run = (step, frames, done) => {
              const times = [];
              let last = performance.now();
              const next = () => {
                const now = performance.now();
                times.push(now - last);
                last = now;
                if (times.length > frames) {
                  const work = times.slice(1).sort((a, b) => a - b);
                  done([work[work.length >> 1], work[Math.floor(work.length * 0.95)], work.at(-1)]);
                } else {
                  step(times.length);
                  requestAnimationFrame(next);
                }
              };
              requestAnimationFrame(next);
            };
            """;

    @Test
    void fourChartsOf500PointsZoomAndScrollWithOneDrawingForEachFrame() {
        tab.open(quarter().url("/#scope=all,home-fibre,office-cable,cabin-lte&window=3m&granularity=500"));
        tab.until("four charts", "return document.querySelectorAll('#charts .cursor:not([hidden])').length === 4");
        tab.js(WATCH);
        print("zoom", tab.jsLater("""
                const cursor = document.querySelector('#charts .cursor');
                const box = cursor.getBoundingClientRect();
                __run((i) => {
                  for (let k = 0; k < 3; k++) {
                    cursor.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true,
                      deltaY: i % 40 < 20 ? -20 : 20, clientX: box.left + box.width / 3, clientY: box.top + 50 }));
                  }
                }, 80, arguments[0]);
                """));
        assertThat(tab.number("return Math.max(...__draws.values())"))
                .as("drawings of a chart in one frame")
                .isEqualTo(1);
        print("hover", tab.jsLater("""
                const cursor = document.querySelector('#charts .cursor');
                const box = cursor.getBoundingClientRect();
                __draws.clear();
                __run((i) => cursor.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse',
                  clientX: box.left + (box.width * (i % 80)) / 80, clientY: box.top + 50 })), 80, arguments[0]);
                """));
        assertThat(tab.number("return __draws.size"))
                .as("charts drawn again to move the cursor")
                .isZero();
        print("scroll", tab.jsLater("""
                __draws.clear();
                __run((i) => scrollTo(0, (i % 40) * 20), 80, arguments[0]);
                """));
        assertThat(tab.number("return __draws.size"))
                .as("charts drawn again by scrolling")
                .isZero();
    }

    @SuppressWarnings("unchecked")
    private static void print(String what, Object times) {
        List<Number> of = (List<Number>) times;
        System.out.printf(
                java.util.Locale.ROOT,
                "Frames of four charts of 500 points, %s: median %.1f ms, 95 of 100 within %.1f ms, longest %.1f ms%n",
                what,
                of.get(0).doubleValue(),
                of.get(1).doubleValue(),
                of.get(2).doubleValue());
    }
}
