import {mkdir, symlink, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {TestContext} from "node:test";
import {pathToFileURL} from "node:url";
import {projectFolder} from "../../../tools/project.js";
import {temporaryFolder} from "../temporary-folder.js";

/**
 * Returns a promise to the folder of a site with our configuration, our packages, an empty style
 * sheet, an almost empty front page, and the given files, by their path in `src`. It is removed when
 * the test ends.
 */
export async function temporarySite(
  t: TestContext,
  files: Record<string, string>
): Promise<string> {
  const folder = await temporaryFolder(t);
  const configuration = pathToFileURL(join(projectFolder, "observablehq.config.ts")).href;
  const all = {
    "package.json": `{"type": "module"}`,
    "observablehq.config.ts": `export {default} from ${JSON.stringify(configuration)};`,
    "src/style.css": "",
    // The way back to the front page stands above every page.
    "src/index.md": '<p><span class="extent"></span></p>\n\n<nav class="contents"></nav>\n',
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`src/${path}`, text]))
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await writeFile(join(folder, path), text);
  }
  await symlink(join(projectFolder, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}
