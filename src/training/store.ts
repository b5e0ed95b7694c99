import {databases} from "../state/databases.js";
import {openEntryStore} from "../state/entry-store.js";
import type {RunState} from "./state.js";
import {checkRunState} from "./state.js";

/** The version of what an entry holds; entries of other versions are set aside. */
const FORMAT = 1;

/** A run that was kept. */
export interface SavedRun {
  state: RunState;
  savedAt: Date;
}

/** What there was under a name. */
export interface Found {
  /** The run, if there is one. */
  run?: SavedRun;
  /** What was wrong with an entry that was set aside, in one sentence. */
  complaint?: string;
}

/** Keeps runs over a reload, each under a name. */
export interface RunStore {
  /** Keeps a state in the place of the one before, and of others; see EntryStore. */
  save(name: string, state: RunState, instead?: readonly string[]): Promise<void>;
  /** Returns a promise to the run of a name; an entry that is broken or older is set aside. */
  load(name: string): Promise<Found>;
  /** Returns a promise to the names of all runs that are kept. */
  names(): Promise<string[]>;
  remove(name: string): Promise<void>;
  close(): void;
}

/** Options for openRunStore. */
export interface StoreOptions {
  /** The name of the database; defaults to the site’s. */
  database?: string;
  /** Returns the time, in milliseconds since 1970. */
  now?: () => number;
}

/**
 * Returns a promise to the store of this browser's profile, in IndexedDB.
 *
 * @throws Error (as a rejection) in one sentence if the browser keeps nothing, as some private
 *   windows do, or if what it keeps was written by a later version of this site
 */
export async function openRunStore({
  database = databases.runs,
  now
}: StoreOptions = {}): Promise<RunStore> {
  const options = {database, kind: "runs", format: FORMAT, check: checkRunState, now};
  const store = await openEntryStore(options);
  return {
    ...store,
    async load(name) {
      const {kept: run, reason} = await store.load(name);
      if (reason === undefined) return run === undefined ? {} : {run};
      return {complaint: `the run that was kept here cannot go on and was set aside: ${reason}`};
    }
  };
}
