import {readFile, readdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {prepare} from "../prepare.js";
import {bundlePages} from "./bundle-pages.js";
import {withContentPolicy} from "./content-policy.js";
import {placeFonts} from "./fonts.js";
import {runFramework} from "./framework.js";
import {siteFaults} from "./gate.js";
import {withEarlyFiles, withSmallPictures} from "./first-requests.js";
import {minifyModules} from "./minified-modules.js";
import {cutFormulaFonts} from "./used-fonts.js";

/** Options for buildSite. */
export interface BuildOptions {
  /** Keep Framework's output, to be shown only when it fails; defaults to false. */
  quiet?: boolean;
}

/**
 * Builds the site of a folder from its `src` into its `dist`, and returns what is wrong with the
 * result (see siteFaults).
 */
export async function buildSite(
  folder: string,
  {quiet = false}: BuildOptions = {}
): Promise<string[]> {
  const dist = join(folder, "dist");
  await prepare(folder, {slim: true});
  await rm(dist, {recursive: true, force: true});
  const status = await runFramework(["build"], {folder, quiet});
  if (status !== 0)
    return [`Framework's build failed with exit code ${status}; its output says why`];
  await cutFormulaFonts(dist);
  await bundlePages(dist);
  await minifyModules(dist);
  await placeFonts(folder, dist);
  await finishPages(dist);
  // GitHub Pages would leave out the folders whose names begin with an underscore.
  await writeFile(join(dist, ".nojekyll"), "");
  return siteFaults(dist);
}

/**
 * Says which language pages are in, lets readers zoom, keeps pages to their own host, and has them ask
 * for little before their first picture.
 */
async function finishPages(dist: string): Promise<void> {
  for (const file of await readdir(dist, {recursive: true})) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(join(dist, file), "utf8");
    const open = html.replace("<html>", '<html lang="en">').replace(", maximum-scale=1", "");
    const drawn = await withSmallPictures(dist, file, open);
    const early = file === "index.html" ? withEarlyFiles(drawn) : drawn;
    await writeFile(join(dist, file), withContentPolicy(early));
  }
}
