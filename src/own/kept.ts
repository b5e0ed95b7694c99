/** The database of kept models; it is there only while one is kept. */
export const MODEL_DATABASE = "aevb-own-model";

/** Returns a promise to whether this browser keeps a model, or may: a look that costs nothing. */
export async function hasKeptModel(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases?.();
    // A browser that does not list them has to be asked for the model itself.
    return databases?.some(({name}) => name === MODEL_DATABASE) ?? true;
  } catch {
    return false;
  }
}
