import type {IDBPDatabase} from "idb";
import {openDB} from "idb";
import {brief} from "../formats/json.js";

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

/** What there was under a name. */
export interface FoundEntry<State> {
  /** What was kept, if anything. */
  kept?: {state: State; savedAt: Date};
  /** What was wrong with an entry that was set aside, in one sentence. */
  reason?: string;
}

/** Keeps one kind of thing over a reload, each under a name. */
export interface EntryStore<State> {
  /**
   * Keeps a state in the place of the one before, and of others: all of it, or nothing is changed.
   *
   * @param instead the names of entries that go as this one comes
   * @throws Error (as a rejection) in one sentence if it is not kept; all is then as it was
   */
  save(name: string, state: State, instead?: readonly string[]): Promise<void>;
  /** Returns a promise to the state of a name; an entry that is broken or older is set aside. */
  load(name: string): Promise<FoundEntry<State>>;
  /** Returns a promise to the names of all that is kept. */
  names(): Promise<string[]>;
  remove(name: string): Promise<void>;
  close(): void;
}

/** Options for openEntryStore. */
export interface EntryStoreOptions<State> {
  /** The name of the database. */
  database: string;
  /** What is kept, in the plural, such as “runs”; its entries lie under that name. */
  kind: string;
  /** The version of what an entry holds; entries of other versions are set aside. */
  format: number;
  /** Returns a state that is right; otherwise throws an Error of one sentence. */
  check: (state: unknown) => State;
  /** Returns the time, in milliseconds since 1970. */
  now?: () => number;
}

/**
 * Returns a promise to a store of this browser's profile, in IndexedDB.
 *
 * @throws Error (as a rejection) in one sentence if the browser keeps nothing, as some private
 *   windows do, or if what it keeps was written by a later version of this site
 */
export async function openEntryStore<State>({
  database,
  kind,
  format: expected,
  check,
  now = Date.now
}: EntryStoreOptions<State>): Promise<EntryStore<State>> {
  const db = await open(database, kind);

  function checkEntry(entry: unknown): {state: State; savedAt: Date} {
    const {format, savedAt, state} = entry as Partial<Entry>;
    if (format !== expected) {
      throw new Error(`invalid entry: format ${brief(format)}, expected ${expected}`);
    }
    if (!Number.isFinite(savedAt))
      throw new Error(`invalid entry: savedAt ${brief(savedAt)}, expected a time`);
    return {state: check(state), savedAt: new Date(savedAt!)};
  }

  /** Moves an entry out of the way, in one transaction; the oldest of many are forgotten. */
  async function setAside(key: string, reason: string, entry: unknown): Promise<void> {
    const transaction = db.transaction([kind, "aside"], "readwrite");
    const aside = transaction.objectStore("aside");
    await Promise.all([transaction.objectStore(kind).delete(key), aside.add({key, reason, entry})]);
    const keys = await aside.getAllKeys();
    await Promise.all(keys.slice(0, -MOST_ASIDE).map((old) => aside.delete(old)));
    await transaction.done;
  }

  return {
    async save(name, state, instead = []) {
      try {
        // One transaction: a page that is closed in between leaves all as it was.
        const transaction = db.transaction(kind, "readwrite");
        const {store, done} = transaction;
        // Why a transaction has ended is known by itself, not by what was asked of it.
        const unheard = () => {};
        done.catch(unheard);
        store.put({format: expected, savedAt: now(), state}, name).catch(unheard);
        for (const old of instead) store.delete(old).catch(unheard);
        // Once this is asked for, it is done also where the page ends before it hears of it.
        transaction.commit();
        await done;
      } catch (cause) {
        throw unkept(kind, cause as Error);
      }
    },
    async load(name) {
      const entry: unknown = await db.get(kind, name);
      if (entry === undefined) return {};
      try {
        return {kept: checkEntry(entry)};
      } catch (error) {
        const reason = (error as Error).message;
        await setAside(name, reason, entry);
        return {reason};
      }
    },
    names: async () => (await db.getAllKeys(kind)).map(String),
    remove: (name) => db.delete(kind, name),
    close: () => db.close()
  };
}

/**
 * Returns a promise to what some work with a store comes to; the store is closed after it, so that its
 * database can be deleted. It rejects as openEntryStore and the work do.
 */
export async function inEntryStore<State, Result>(
  options: EntryStoreOptions<State>,
  work: (store: EntryStore<State>) => Promise<Result>
): Promise<Result> {
  const store = await openEntryStore(options);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** Returns what is said where a browser does not keep what it was given. */
function unkept(kind: string, cause: Error): Error {
  const isFull = cause.name === "QuotaExceededError";
  const reason = isFull
    ? "the browser has no room left for them; delete some that are kept, or free space on the disk"
    : `the browser has broken off: ${cause.message}; what it kept before is still there`;
  return new Error(`${kind} could not be kept: ${reason}`, {cause});
}

async function open(database: string, kind: string): Promise<IDBPDatabase> {
  try {
    return await openDB(database, LAYOUT, {
      upgrade(db) {
        db.createObjectStore(kind);
        // Entries that could not be read, with why; for whoever wants to look.
        db.createObjectStore("aside", {autoIncrement: true});
      },
      // A page of a later version waits for this one, which goes on without its store.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close()
    });
  } catch (cause) {
    throw new Error(`${kind} cannot be kept in this browser: ${(cause as Error).message}`, {cause});
  }
}
