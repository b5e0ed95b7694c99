import type {AskedWorker} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import type {LiveRun} from "../../training/live-run.js";
import type {RunState} from "../../training/state.js";
import type {Found, RunStore} from "../../training/store.js";
import {openRunStore} from "../../training/store.js";
import type {SavingSession} from "./saving-worker.js";

/**
 * Returns a promise to the store of this browser’s profile, which keeps runs off the main thread.
 * What is given to save is handed over: it cannot be used afterwards.
 *
 * @throws Error (as a rejection) in one sentence if the browser keeps nothing
 */
export async function openSavingStore(): Promise<RunStore> {
  const store = await openRunStore();
  let asked: AskedWorker<SavingSession> | undefined;
  return {
    ...store,
    save(name, state) {
      asked ??= startSaving();
      return asked.ask({type: "save", name, state}, {transfer: buffersOf(state)});
    },
    close() {
      asked?.end();
      store.close();
    }
  };
}

function startSaving(): AskedWorker<SavingSession> {
  const worker = new Worker(import.meta.resolve("./saving-worker.js"), {type: "module"});
  return askedWorker(worker, "runs cannot be kept");
}

/** Returns the memory of all weights and of the optimizer’s arrays, each once. */
function buffersOf({training: {weights, optimizer}}: RunState): ArrayBuffer[] {
  const arrays = [...Array.from(weights.values(), ({values}) => values), ...optimizer.values()];
  return [...new Set(arrays.map(({buffer}) => buffer as ArrayBuffer))];
}

/** The name under which the run of section 3 is kept. */
const NAME = "section-3";

/** A run is kept this often while it goes on, in milliseconds: a reload costs no more. */
const EVERY = 8000;

/** Keeps the run of the page over a reload. */
export interface KeptRun {
  /** Returns a promise to what was kept before. */
  find(): Promise<Found>;
  /** Keeps a run if that is due. */
  due(run: LiveRun): void;
  /** Keeps a run now. */
  keep(run: LiveRun): Promise<void>;
  forget(): Promise<void>;
}

/**
 * Returns what keeps one run in this browser.
 *
 * @param open opens the store; it is rejected where a browser keeps nothing
 * @param complain is told once if a run cannot be kept
 * @param now returns the time, in milliseconds
 */
export function keptRun(
  open: () => Promise<RunStore>,
  complain: (error: unknown) => void,
  now: () => number
): KeptRun {
  let store: Promise<RunStore> | undefined;
  let last = now();
  let isBusy = false;
  let hasFailed = false;

  const opened = () => (store ??= open());

  async function keep(run: LiveRun): Promise<void> {
    if (isBusy || hasFailed) return;
    isBusy = true;
    last = now();
    // A run that was stopped meanwhile has no state to keep.
    const state = await run.state().catch(() => undefined);
    try {
      if (state !== undefined && state.training.step > 0) await (await opened()).save(NAME, state);
    } catch (error) {
      hasFailed = true;
      complain(error);
    } finally {
      isBusy = false;
    }
  }

  return {
    find: async () => (await opened()).load(NAME),
    keep,
    due(run) {
      if (now() - last >= EVERY) void keep(run);
    },
    forget: async () => (await opened()).remove(NAME)
  };
}
