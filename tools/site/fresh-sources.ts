import {watch, type FSWatcher} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";

/**
 * Removes the recorded sources of the pages whenever a page is edited, until it is closed: Framework
 * runs a loader again only when the loader itself has changed, and a page that is handed back has to
 * hold what was written a minute ago.
 *
 * @param folder holds src
 */
export function keepSourcesFresh(folder: string): FSWatcher {
  const source = join(folder, "src");
  const recorded = join(source, ".observablehq", "cache", "data", "page-sources.json");
  return watch(source, (_event, name) => {
    if (name?.endsWith(".md") !== false) void rm(recorded, {force: true});
  });
}
