/** What stands in for a worker: it keeps what is posted, and says what a test makes it say. */
export class ThreadWorker extends EventTarget {
  readonly posted: unknown[] = [];
  isTerminated = false;

  postMessage(message: unknown): void {
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
