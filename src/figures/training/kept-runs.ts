import {inOrder} from "../../async/once.js";
import type {AskedWorker} from "../../async/worker.js";
import {askedWorker} from "../../async/worker.js";
import type {LiveRun} from "../../training/live-run.js";
import type {TabNames} from "../../state/tab-names.js";
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
    save(name, state, instead) {
      asked ??= startSaving();
      return asked.ask({type: "save", name, state, instead}, {transfer: buffersOf(state)});
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

/** A run is kept for the first time so long after its first report, in milliseconds. */
const FIRST = 500;

/**
 * Then each time that twice as long has passed, but after this time at the latest, in milliseconds:
 * a tab that is closed loses at most half of a run, and no more than this.
 */
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
  /**
   * Returns a promise to the runs that were kept before, the newest first, and to complaints; those
   * that another tab trains are not among them.
   */
  find(): Promise<{runs: LeftRun[]; complaints: string[]}>;
  /**
   * Returns a promise to where a run stood.
   *
   * @throws Error (as a rejection) in one sentence if it is no longer there, or cannot go on
   */
  load(name: string): Promise<RunState>;
  /**
   * From now on the page’s run is kept under a new name, which no other tab has.
   *
   * @param from the run that it goes on with, if any, which goes as soon as this one is kept
   */
  follow(from?: string): void;
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
  /** A text of its own for each tab: two may start a run at the same time. */
  tab: string;
  /** What is told which run is under way here, and says which are elsewhere. */
  tabs: TabNames;
}

/**
 * Returns what keeps runs in this browser.
 *
 * @param open opens the store; it is rejected where a browser keeps nothing
 */
export function keptRuns(
  open: () => Promise<RunStore>,
  {complain, tell, now, tab, tabs}: KeptRunsOptions
): KeptRuns {
  let store: Promise<RunStore> | undefined;
  let began: number | undefined;
  let last: number | undefined;
  let current = "";
  let origin: string | undefined;
  let hasFailed = false;
  let waiting = 0;
  const replaced = new Set<string>();
  const saveInOrder = inOrder();

  const opened = () => (store ??= open());

  function insist(run: LiveRun): Promise<void> {
    const [name, from] = [current, origin];
    last = now();
    waiting += 1;
    tabs.hold(name);
    return saveInOrder(async () => {
      waiting -= 1;
      // A run that was stopped meanwhile has no state to keep.
      const state = await run.state().catch(() => undefined);
      if (state === undefined || state.training.step === 0) return;
      const {save} = await opened();
      const others = from === undefined ? replaced : new Set([...replaced, from]);
      const instead = [...others].filter((old) => old !== name);
      await save(name, state, instead);
      tell(state.training.step * state.plan.batchSize);
      for (const old of instead) replaced.delete(old);
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

  function follow(from?: string): void {
    current = `section-3 ${new Date(now()).toISOString()} ${tab}`;
    origin = from;
    began = undefined;
    last = undefined;
    hasFailed = false;
  }
  follow();

  function due(run: LiveRun): void {
    const time = now();
    began ??= time;
    const next = last === undefined ? began + FIRST : last + Math.min(EVERY, last - began);
    if (time >= next) void keep(run);
  }

  return {
    async find() {
      const {names, load} = await opened();
      const runs: LeftRun[] = [];
      const complaints: string[] = [];
      const elsewhere = await tabs.elsewhere();
      // One after the other: each is some megabytes.
      for (const name of await names()) {
        if (elsewhere.has(name)) continue;
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
    due,
    keep,
    insist,
    async forget(name) {
      replaced.delete(name);
      await (await opened()).remove(name);
      hasFailed = false; // there may be room again
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
