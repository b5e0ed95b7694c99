import {readdir, rm, stat} from "node:fs/promises";
import {join} from "node:path";

/**
 * Removes the recorded first frames that are older than the models or the board, and returns
 * their names. Framework runs a loader again only when the loader itself has changed.
 *
 * @param folder holds models and src
 * @param cache Framework's cache, `src/.observablehq/cache`
 */
export async function removeStaleFrames(folder: string, cache: string): Promise<string[]> {
  const models = await namesIn(join(folder, "models"));
  const sources = models.map((id) => join(folder, "models", id, "manifest.json"));
  const changed = await Promise.all(
    [join(folder, "src", "figures", "board", "views.ts"), ...sources].map(timeOf)
  );
  const newest = Math.max(...changed);
  const frames = join(cache, "data", "first-frame");
  const stale: string[] = [];
  for (const name of await namesIn(frames)) {
    // Beside the frames lie the unfinished files of a build that runs at the same time.
    if (!name.endsWith(".png")) continue;
    if ((await timeOf(join(frames, name))) > newest) continue;
    await rm(join(frames, name));
    stale.push(name);
  }
  return stale;
}

/** Returns the names in a folder; none if there is no such folder. */
function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** Returns when a file was changed, in milliseconds since 1970; 0 if there is no such file. */
async function timeOf(path: string): Promise<number> {
  return stat(path).then(
    ({mtimeMs}) => mtimeMs,
    () => 0
  );
}

/**
 * Removes the recorded example images, what the gap shows of the first of them, and the images to
 * train on: what they are depends on which data sets this computer has, which no file's time tells.
 * The sources that pages show and the texts of the pages go as well, and the runs of section 5, to which new ones are
 * added.
 *
 * @param cache Framework's cache, `src/.observablehq/cache`
 */
export async function removeExamples(cache: string): Promise<void> {
  for (const name of [
    "examples",
    "first-frame/gap.json",
    "training",
    "experiments",
    "sources",
    "page-sources.json",
    "search.json"
  ]) {
    await rm(join(cache, "data", name), {recursive: true, force: true});
  }
}
