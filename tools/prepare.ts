import {join} from "node:path";
import {writeBundles, type BundleOptions} from "./site/bundles.js";
import {writeFonts} from "./site/fonts.js";
import {writeKernels} from "./site/kernel.js";
import {katexCss} from "./site/katex-css.js";
import {copyWasm, linkModels, writeChanged, writeD3} from "./site/vendor.js";
import {seedVersions} from "./site/npm-versions.js";
import {removeExamples, removeStaleFrames} from "./site/stale-frames.js";

/**
 * Prepares the sources of a site for Framework: the bundles and versions that it would look for
 * on the network, the link to the models, the kernels, the binaries of tfjs' WebAssembly
 * backend, D3 as a whole, KaTeX's style sheet, and the typefaces. Recorded frames and examples that may be out of
 * date are removed.
 * Every start and build runs it; where nothing has changed it takes some milliseconds.
 *
 * @param folder holds src, models and node_modules
 * @param options whether libraries are cut down to what the site uses now
 */
export async function prepare(folder: string, options?: BundleOptions): Promise<void> {
  const cache = join(folder, "src", ".observablehq", "cache");
  await Promise.all([
    writeBundles(folder, cache, options).then(() => seedVersions(cache)),
    writeKernels(folder),
    linkModels(folder),
    removeStaleFrames(folder, cache),
    removeExamples(cache),
    copyWasm(folder),
    writeD3(folder),
    katexCss(folder).then((css) => writeChanged(join(folder, "src", "vendor", "katex.css"), css)),
    writeFonts(folder)
  ]);
}
