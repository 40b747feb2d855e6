// Into how many points a window is cut, where the reader leaves that to the page.

const PIXELS = 3;

/** Finds the granularity that suits the width and the data. It remembers what it has seen, and changes its mind only when that pays. */
export class Fit {
  #offer;
  #calm = new Map();

  /** @param offer the windows' spans and the granularities, coarse to fine */
  constructor(offer) {
    this.#offer = offer;
  }

  /**
   * The granularity to show.
   * @param {number} width of the chart, in CSS pixels
   * @param {?number} current the granularity in use; it stays as long as it is nearly as good as the best
   */
  granularity(state, width, current = null) {
    if (state.granularity !== 'auto') {
      return state.granularity;
    }
    const { granularities, spans } = this.#offer;
    const seen = state.zoom ? Math.min(1, (state.zoom.to - state.zoom.from) / spans.get(state.window)) : 1;
    const most = this.#most(state);
    const pixels = (points) => (width / seen) / points;
    if (current !== null && current <= most && pixels(current) > 1.8 && pixels(current) < 5) {
      return current;
    }
    const distance = (points) => Math.abs(Math.log(pixels(points) / PIXELS));
    const best = granularities.reduce((a, b) => (distance(b) < distance(a) ? b : a));
    return Math.min(best, most);
  }

  /**
   * The finest granularity at which hosts that measure in turn are still averaged: finer, the line of all of them would jump from
   * one to the next. Until a window has been seen it is not known how often they measure.
   */
  #most({ scopes, window }) {
    if (!scopes.includes('all')) {
      return Infinity;
    }
    const { granularities } = this.#offer;
    const calm = this.#calm.get(window) ?? 100;
    return granularities.findLast((points) => points <= calm) ?? granularities[0];
  }

  /** Learns of all hosts' payload how many of its points would have two tests of each host. @param {number} hosts that measure */
  learn({ window, count, failures }, hosts) {
    const tests = [...count, ...failures].reduce((a, b) => a + b, 0);
    this.#calm.set(window, hosts > 1 ? tests / hosts / 2 : Infinity);
  }
}
