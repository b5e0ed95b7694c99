/** The databases of this site in a browser, by what they keep. */
export const databases = {
  runs: "aevb-training",
  edits: "aevb-edits",
  models: "aevb-own-model"
} as const;

/** What a browser keeps of this site in a database of its own. */
export type DatabaseKind = keyof typeof databases;

/** Returns a promise to whether a database is there, or may be: a look that costs nothing. */
export async function mayBeThere(kind: DatabaseKind): Promise<boolean> {
  try {
    const present = await indexedDB.databases?.();
    // A browser that does not list them has to be asked for what is in it.
    return present?.some(({name}) => name === databases[kind]) ?? true;
  } catch {
    return false;
  }
}
