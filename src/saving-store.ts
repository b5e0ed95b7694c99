import type {RunState} from "./training/state.js";
import type {RunStore} from "./training/store.js";
import {openRunStore} from "./training/store.js";

/** What the worker that keeps runs is asked. */
export interface SavingRequest {
  id: number;
  name: string;
  state: RunState;
}

/** What it answers: that a run is kept, or why it is not. */
export interface SavingAnswer {
  id: number;
  message?: string;
}

/**
 * Returns a promise to the store of this browser’s profile, which keeps runs off the main thread.
 * What is given to save is handed over: it cannot be used afterwards.
 *
 * @throws Error (as a rejection) in one sentence if the browser keeps nothing
 */
export async function openSavingStore(): Promise<RunStore> {
  const store = await openRunStore();
  const waiting = new Map<number, {resolve: () => void; reject: (error: Error) => void}>();
  let worker: Worker | undefined;
  let asked = 0;

  function start(): Worker {
    const started = new Worker(import.meta.resolve("./saving-worker.js"), {type: "module"});
    started.addEventListener("message", ({data}: MessageEvent<SavingAnswer>) => {
      const saving = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.message === undefined) saving?.resolve();
      else saving?.reject(new Error(data.message));
    });
    started.addEventListener("error", (event) => {
      event.preventDefault();
      const error = new Error(`runs cannot be kept: the worker has ended: ${event.message}`);
      for (const {reject} of waiting.values()) reject(error);
      waiting.clear();
    });
    return started;
  }

  return {
    ...store,
    save(name, state) {
      const keeper = (worker ??= start());
      const id = (asked += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, {resolve, reject});
        keeper.postMessage({id, name, state}, buffersOf(state));
      });
    },
    close() {
      worker?.terminate();
      store.close();
    }
  };
}

/** Returns the memory of all weights and of the optimizer’s arrays, each once. */
function buffersOf({training: {weights, optimizer}}: RunState): ArrayBuffer[] {
  const arrays = [...Array.from(weights.values(), ({values}) => values), ...optimizer.values()];
  return [...new Set(arrays.map(({buffer}) => buffer as ArrayBuffer))];
}
