import {inOrder} from "../../async/once.js";
import type {AskedWorker} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import type {LiveRun} from "../../training/live-run.js";
import type {RunPlan} from "../../training/plan.js";
import type {RunState} from "../../training/state.js";
import type {RunStore, SavedRun} from "../../training/store.js";
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

/** A run is kept this often while it goes on, in milliseconds: a reload costs no more. */
const EVERY = 8000;

/** A run that was left in this browser. */
export interface LeftRun {
  /** The name under which it is kept. */
  name: string;
  plan: RunPlan;
  imagesSeen: number;
  /** The time spent training, in seconds. */
  seconds: number;
  savedAt: Date;
  /** Whether all its minibatches have been taken. */
  isOver: boolean;
}

/** Keeps runs over a reload, each under a name of its own. */
export interface KeptRuns {
  /** Returns a promise to the runs that were kept before, the newest first, and to complaints. */
  find(): Promise<{runs: LeftRun[]; complaints: string[]}>;
  /**
   * Returns a promise to where a run stood.
   *
   * @throws Error (as a rejection) in one sentence if it is no longer there, or cannot go on
   */
  load(name: string): Promise<RunState>;
  /** From now on the page’s run is kept under this name; under a new one if none is given. */
  follow(name?: string): void;
  /** Returns the name under which the page’s run is kept. */
  name(): string;
  /** Forgets a run as soon as the one that takes its place is kept, and not before. */
  replace(name: string): void;
  /** Keeps a run if that is due. */
  due(run: LiveRun): void;
  /** Keeps a run now; complains if that fails. */
  keep(run: LiveRun): Promise<void>;
  /**
   * Keeps a run now.
   *
   * @throws Error (as a rejection) in one sentence if the browser does not keep it
   */
  insist(run: LiveRun): Promise<void>;
  forget(name: string): Promise<void>;
}

/** Options for keptRuns. */
interface KeptRunsOptions {
  /** Is told once if a run cannot be kept. */
  complain: (error: unknown) => void;
  /** Is told each time how many images a run that is kept now had seen. */
  tell: (imagesSeen: number) => void;
  /** Returns the time, in milliseconds since 1970. */
  now: () => number;
}

/**
 * Returns what keeps runs in this browser.
 *
 * @param open opens the store; it is rejected where a browser keeps nothing
 */
export function keptRuns(
  open: () => Promise<RunStore>,
  {complain, tell, now}: KeptRunsOptions
): KeptRuns {
  let store: Promise<RunStore> | undefined;
  let last = now();
  let current = "";
  let hasFailed = false;
  let waiting = 0;
  const replaced = new Set<string>();
  const saveInOrder = inOrder();

  const opened = () => (store ??= open());

  function insist(run: LiveRun): Promise<void> {
    const name = current;
    last = now();
    waiting += 1;
    return saveInOrder(async () => {
      waiting -= 1;
      // A run that was stopped meanwhile has no state to keep.
      const state = await run.state().catch(() => undefined);
      if (state === undefined || state.training.step === 0) return;
      const {save, remove} = await opened();
      await save(name, state);
      tell(state.training.step * state.plan.batchSize);
      // The last state of a run that is replaced may be on its way still.
      for (const old of replaced) {
        if (old === name) continue;
        await remove(old);
        replaced.delete(old);
      }
    });
  }

  async function keep(run: LiveRun): Promise<void> {
    if (hasFailed || waiting > 0) return;
    try {
      await insist(run);
    } catch (error) {
      hasFailed = true;
      complain(error);
    }
  }

  function follow(name = `section-3 ${new Date(now()).toISOString()}`): void {
    current = name;
    replaced.delete(name);
  }
  follow();

  return {
    async find() {
      const {names, load} = await opened();
      const runs: LeftRun[] = [];
      const complaints: string[] = [];
      // One after the other: each is some megabytes.
      for (const name of await names()) {
        const {run, complaint} = await load(name);
        if (run !== undefined) runs.push(leftRun(name, run));
        if (complaint !== undefined) complaints.push(complaint);
      }
      return {runs: runs.toSorted((a, b) => Number(b.savedAt) - Number(a.savedAt)), complaints};
    },
    async load(name) {
      const {run, complaint} = await (await opened()).load(name);
      if (run === undefined) throw new Error(complaint ?? "This run is no longer kept here.");
      return run.state;
    },
    follow,
    name: () => current,
    replace: (name) => void replaced.add(name),
    due(run) {
      if (now() - last >= EVERY) void keep(run);
    },
    keep,
    insist,
    async forget(name) {
      replaced.delete(name);
      await (await opened()).remove(name);
    }
  };
}

function leftRun(name: string, {state, savedAt}: SavedRun): LeftRun {
  const {plan, training, seconds} = state;
  const imagesSeen = training.step * plan.batchSize;
  return {name, plan, imagesSeen, seconds, savedAt, isOver: isOver(state)};
}

/** Returns whether a run has taken all its minibatches, as far as its plan tells. */
export function isOver({plan: {epochs, batchSize, images}, training}: RunState): boolean {
  return images !== undefined && training.step >= epochs * Math.floor(images / batchSize);
}
