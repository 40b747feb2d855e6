// Stand-ins for what a browser has: timers that a test moves on, streams of events, and as much of a document as is needed.

/** A clock with timers. `pass(millis)` moves it on and lets all promises run that become ready on the way. */
export function clockwork(start = 0) {
  let now = start;
  let number = 0;
  const due = new Map();
  const settle = async () => {
    for (let i = 0; i < 50; i++) {
      await Promise.resolve();
    }
  };
  return {
    now: () => now,
    timers: {
      setTimeout: (run, millis) => {
        due.set(++number, { run, at: now + millis });
        return number;
      },
      clearTimeout: (id) => due.delete(id),
    },
    settle,
    /** How many timers are set. */
    get waiting() {
      return due.size;
    },
    async pass(millis) {
      await settle();
      const end = now + millis;
      for (;;) {
        const [next] = [...due].sort(([, a], [, b]) => a.at - b.at);
        if (!next || next[1].at > end) {
          break;
        }
        due.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** A class like EventSource whose streams a test feeds; `streams` are those that were opened, in order. */
export function eventSources() {
  const streams = [];
  class Stream {
    #listeners = new Map();

    constructor(url) {
      this.url = url;
      this.closed = false;
      streams.push(this);
    }

    addEventListener(name, listener) {
      this.#listeners.set(name, listener);
    }

    close() {
      this.closed = true;
    }

    send(name, data) {
      this.#listeners.get(name)({ data: typeof data === 'string' ? data : JSON.stringify(data) });
    }
  }
  return { EventSource: Stream, streams };
}

class Element {
  constructor(name, ownerDocument) {
    Object.assign(this, { name, ownerDocument, dataset: {}, children: [], attributes: {}, hidden: false, text: '' });
  }

  get textContent() {
    return this.children.length > 0 ? this.children.map((c) => c.textContent ?? c).join('') : this.text;
  }

  set textContent(text) {
    this.children = [];
    this.text = text;
  }

  replaceChildren(...children) {
    this.children = children;
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  removeAttribute(name) {
    delete this[name];
  }

  focus() {
    this.ownerDocument.activeElement = this;
  }

  querySelectorAll(selector) {
    const fits = (c) => c.name === selector || `.${c.className}` === selector;
    return this.children.filter((c) => c instanceof Element && fits(c));
  }
}

/** A document that makes elements. */
export function page() {
  const document = { activeElement: null, createElement: (name) => new Element(name, document) };
  return document;
}
