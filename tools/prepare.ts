import {rm} from "node:fs/promises";
import {join} from "node:path";
import {writeBundles} from "./site/bundles.js";
import {katexCss} from "./site/katex-css.js";
import {copyWasm, linkModels, writeChanged} from "./site/vendor.js";
import {seedVersions} from "./site/npm-versions.js";
import {removeStaleFrames} from "./site/stale-frames.js";

/**
 * Prepares the sources of a site for Framework: the bundles and versions that it would look for
 * on the network, the link to the models, the binaries of the WebAssembly backend,
 * KaTeX's style sheet, and no first frame that is out of date.
 * Every start and build runs it; where nothing has changed it takes some milliseconds.
 *
 * What the loaders in src/data have made before is removed: Framework compares it with the
 * loader's own time only, and would serve frames of an older model.
 *
 * @param folder holds src, models and node_modules
 */
export async function prepare(folder: string): Promise<void> {
  const cache = join(folder, "src", ".observablehq", "cache");
  await rm(join(cache, "data"), {recursive: true, force: true});
  await writeBundles(folder, cache);
  await seedVersions(cache);
  await linkModels(folder);
  await removeStaleFrames(folder, cache);
  await copyWasm(folder);
  await writeChanged(join(folder, "src", "vendor", "katex.css"), await katexCss(folder));
}
