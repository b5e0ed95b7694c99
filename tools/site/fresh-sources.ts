import {watch, type FSWatcher} from "node:fs";
import {rm} from "node:fs/promises";
import {join} from "node:path";

/** What is recorded of all pages: their sources, and their texts for the search. */
const RECORDED = ["page-sources.json", "search.json"];

/**
 * Removes the recorded sources and texts of the pages whenever a page is edited, until it is closed: Framework
 * runs a loader again only when the loader itself has changed, and a page that is handed back has to
 * hold what was written a minute ago.
 *
 * @param folder holds src
 */
export function keepSourcesFresh(folder: string): FSWatcher {
  const source = join(folder, "src");
  const cache = join(source, ".observablehq", "cache", "data");
  return watch(source, (_event, name) => {
    if (name?.endsWith(".md") === false) return;
    for (const recorded of RECORDED) void rm(join(cache, recorded), {force: true});
  });
}
