import {openDB, type DBSchema, type IDBPDatabase} from "idb";
import {checkRunState} from "./check-run-state.js";
import type {RunState} from "./run-state.js";

/** The version of what an entry holds; entries of other versions are set aside. */
const FORMAT = 1;

/** The version of the database's own layout. */
const LAYOUT = 1;

/** How many entries that could not be read are kept. */
const MOST_ASIDE = 3;

interface Entry {
  format: number;
  /** When it was saved, in milliseconds since 1970. */
  savedAt: number;
  state: unknown;
}

interface Layout extends DBSchema {
  runs: {key: string; value: Entry};
  /** Entries that could not be read, with why; for whoever wants to look. */
  aside: {key: number; value: {key: string; reason: string; entry: unknown}};
}

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
  /** Keeps a state in the place of the one before: all of it, or nothing is changed. */
  save(name: string, state: RunState): Promise<void>;
  /** Returns a promise to the run of a name; an entry that is broken or older is set aside. */
  load(name: string): Promise<Found>;
  remove(name: string): Promise<void>;
  close(): void;
}

/** Options for openRunStore. */
export interface StoreOptions {
  /** The name of the database; defaults to “aevb-training”. */
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
  database = "aevb-training",
  now = Date.now
}: StoreOptions = {}): Promise<RunStore> {
  const db = await open(database);
  return {
    async save(name, state) {
      // One write in one transaction: a page that is closed in between leaves the entry before.
      await db.put("runs", {format: FORMAT, savedAt: now(), state}, name);
    },
    async load(name) {
      const entry: unknown = await db.get("runs", name);
      if (entry === undefined) return {};
      try {
        return {run: checkEntry(entry)};
      } catch (error) {
        const reason = (error as Error).message;
        await setAside(db, name, reason, entry);
        return {complaint: `the run that was kept here cannot go on and was set aside: ${reason}`};
      }
    },
    remove: (name) => db.delete("runs", name),
    close: () => db.close()
  };
}

async function open(database: string): Promise<IDBPDatabase<Layout>> {
  try {
    return await openDB<Layout>(database, LAYOUT, {
      upgrade(db) {
        db.createObjectStore("runs");
        db.createObjectStore("aside", {autoIncrement: true});
      },
      // A page of a later version waits for this one, which goes on without its store.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close()
    });
  } catch (cause) {
    throw new Error(`runs cannot be kept in this browser: ${(cause as Error).message}`, {cause});
  }
}

function checkEntry(entry: unknown): SavedRun {
  const {format, savedAt, state} = entry as Partial<Entry>;
  if (format !== FORMAT) throw new Error(`invalid entry: format ${format}, expected ${FORMAT}`);
  if (!Number.isFinite(savedAt)) throw new Error(`invalid entry: savedAt ${savedAt}`);
  return {state: checkRunState(state), savedAt: new Date(savedAt!)};
}

/** Moves an entry out of the way, in one transaction; the oldest of many are forgotten. */
async function setAside(
  db: IDBPDatabase<Layout>,
  key: string,
  reason: string,
  entry: unknown
): Promise<void> {
  const transaction = db.transaction(["runs", "aside"], "readwrite");
  const aside = transaction.objectStore("aside");
  await Promise.all([transaction.objectStore("runs").delete(key), aside.add({key, reason, entry})]);
  const keys = await aside.getAllKeys();
  await Promise.all(keys.slice(0, -MOST_ASIDE).map((old) => aside.delete(old)));
  await transaction.done;
}
