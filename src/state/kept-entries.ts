import {deleteDB, openDB} from "idb";
import type {DatabaseKind} from "./databases.js";
import {databases, mayBeThere} from "./databases.js";

/** Something that a database of this browser holds, as it stands there, checked by nobody. */
export interface KeptEntry {
  kind: DatabaseKind;
  /** Its store within the database: that of its kind, or “aside” for what could not be read. */
  store: string;
  key: IDBValidKey;
  /** What lies there: a state with the time of its saving, or why it was set aside. */
  value: {savedAt?: unknown; state?: unknown; reason?: unknown};
}

/**
 * Returns a promise to all that the databases of this site hold in this browser. Nothing is set
 * aside or made by it.
 *
 * @throws Error (as a rejection) if the browser does not let them be read
 */
export async function keptEntries(): Promise<KeptEntry[]> {
  const entries: KeptEntry[] = [];
  for (const kind of Object.keys(databases) as DatabaseKind[]) {
    const db = await opened(kind);
    if (db === undefined) continue;
    try {
      for (const store of db.objectStoreNames) {
        // One after the other: each may be some megabytes.
        for (const key of await db.getAllKeys(store)) {
          const value: unknown = await db.get(store, key);
          if (typeof value === "object" && value !== null) entries.push({kind, store, key, value});
        }
      }
    } finally {
      db.close();
    }
  }
  return entries;
}

/** Deletes something that is kept; with the last one of edits or of models, their database goes. */
export async function deleteEntry({kind, store, key}: KeptEntry): Promise<void> {
  const db = await opened(kind);
  if (db === undefined) return;
  let isEmpty = true;
  try {
    await db.delete(store, key);
    for (const name of db.objectStoreNames) isEmpty &&= (await db.count(name)) === 0;
  } finally {
    db.close();
  }
  // A tab that trains holds the one of runs open.
  if (isEmpty && kind !== "runs") await deleteDB(databases[kind]);
}

/** Returns a promise to a database; undefined if it is not there, and then it is not made. */
async function opened(kind: DatabaseKind) {
  if (!(await mayBeThere(kind))) return undefined;
  let isMissing = false;
  try {
    return await openDB(databases[kind], undefined, {
      upgrade(_db, _old, _new, transaction) {
        isMissing = true;
        transaction.done.catch(() => {}); // it is told below
        transaction.abort();
      }
    });
  } catch (error) {
    if (isMissing) return undefined;
    throw error;
  }
}
