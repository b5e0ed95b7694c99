/** What a worker answers to a question of a number: a value, or what went wrong. */
export type NumberedAnswer = {id: number; value: unknown} | {id: number; message: string};

/** A worker that answers each question once. */
export interface AskedWorker<Question> {
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
