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
