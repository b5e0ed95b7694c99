/** What a worker answers to a question of a number: a value, or what went wrong. */
export type NumberedAnswer = {id: number; value: unknown} | {id: number; message: string};

/** A worker that answers each question once. */
interface AskedWorker<Question> {
  /** Returns a promise to the answer; it is rejected with what the worker says went wrong. */
  ask<Value>(question: Question): Promise<Value>;
  /** Ends the worker: what is under way stays without an answer, later questions are rejected. */
  end(): void;
}

/**
 * Returns a worker to be asked, or what takes messages as one.
 *
 * @param name what errors call it, such as “the worker of own models”
 */
export function askedWorker<Question extends object>(
  worker: Pick<Worker, "postMessage" | "addEventListener" | "terminate">,
  name: string
): AskedWorker<Question> {
  const waiting = new Map<number, {tell: (value: unknown) => void; fail: (why: Error) => void}>();
  let questions = 0;
  let ending: string | undefined;
  worker.addEventListener("message", (event) => {
    const answer = event.data as NumberedAnswer;
    const question = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("message" in answer) question?.fail(new Error(answer.message));
    else question?.tell(answer.value);
  });
  worker.addEventListener("error", (event) => {
    // Who waits is told, and shows it in its place.
    event.preventDefault();
    ending = `${name} has ended: ${event.message || "it may have run out of memory"}`;
    for (const {fail} of waiting.values()) fail(new Error(ending));
    waiting.clear();
  });
  return {
    ask<Value>(question: Question) {
      return new Promise<Value>((resolve, reject) => {
        if (ending !== undefined) return reject(new Error(ending));
        const id = (questions += 1);
        waiting.set(id, {tell: (value) => resolve(value as Value), fail: reject});
        worker.postMessage({...question, id}, []);
      });
    },
    end() {
      ending = `${name} has ended: it is no longer needed`;
      waiting.clear();
      worker.terminate();
    }
  };
}

/** What a worker with one job says before its result. */
type JobAnswer = {type: "progress"; done: number; of: number} | {type: "failed"; message: string};

/** Options for oneJob. */
export interface JobOptions {
  /** What is handed over and not copied. */
  transfer?: Transferable[];
  /** Ends the worker; the promise is then rejected with the signal’s reason. */
  signal?: AbortSignal;
  /** Is told how much is done, where that takes long. */
  onProgress?: (done: number, of: number) => void;
  /** What is said to have failed if the worker ends, such as “the files could not be read”. */
  failure: string;
}

/**
 * Returns a promise to what a worker answers to its one request; it ends with that.
 *
 * @throws Error (as a rejection) with what the worker says went wrong
 */
export function oneJob<Result extends {type: string}>(
  worker: Pick<Worker, "postMessage" | "addEventListener" | "terminate">,
  request: unknown,
  {transfer = [], signal, onProgress, failure}: JobOptions
): Promise<Result> {
  const job = new Promise<Result>((resolve, reject) => {
    worker.addEventListener("message", (event) => {
      const data = (event as MessageEvent<Result | JobAnswer>).data as JobAnswer;
      if (data.type === "progress") onProgress?.(data.done, data.of);
      else if (data.type === "failed") reject(new Error(data.message));
      else resolve(data as unknown as Result);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      const found = (event as ErrorEvent).message || "it may have run out of memory";
      reject(new Error(`${failure}: the worker has ended: ${found}`));
    });
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
    signal?.throwIfAborted();
    worker.postMessage(request, transfer);
  });
  return job.finally(() => worker.terminate());
}
