import type {Page} from "../src/async/worker.js";

/** What stands in for a worker: it keeps what is posted, and says what a test makes it say. */
export class ThreadWorker extends EventTarget {
  readonly posted: unknown[] = [];
  isTerminated = false;

  postMessage(message: unknown, _transfer: Transferable[] = []): void {
    this.posted.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  /** Answers. */
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", {data}));
  }

  /** Ends as a browser ends a worker, with a sentence or without. */
  die(message?: string): void {
    this.dispatchEvent(Object.assign(new Event("error", {cancelable: true}), {message}));
  }
}

/** A worker on this thread: what it is made of answers copies of its messages, each in its turn. */
export class SessionWorker extends ThreadWorker {
  /** The worker’s own end. */
  readonly #inside = new EventTarget();

  /** @param work listens to the page, as the entry of a worker does */
  constructor(work: (page: Page) => void) {
    super();
    work({
      addEventListener: (type, listener) =>
        this.#inside.addEventListener(type, (event) => listener(event as MessageEvent)),
      postMessage: (message, options) => this.#later(this, message, options)
    });
  }

  override postMessage(message: unknown, transfer: Transferable[] = []): void {
    super.postMessage(message, transfer);
    this.#later(this.#inside, message, {transfer});
  }

  #later(target: EventTarget, message: unknown, options: StructuredSerializeOptions): void {
    const data: unknown = structuredClone(message, options);
    setImmediate(() => target.dispatchEvent(new MessageEvent("message", {data})));
  }
}
