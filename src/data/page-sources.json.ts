/**
 * Writes the Markdown of every page of the walkthrough, by its name, as the site is built from it,
 * and where its cells stand.
 */
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {pageSource} from "../../tools/site/cells.js";
import {chapters} from "../../tools/site/contents.js";

// Framework runs it in the folder of the site.
const sources = chapters.map(async ({path}) => {
  const name = path.slice(1);
  const markdown = await readFile(join(process.cwd(), "src", `${name}.md`), "utf8");
  return [name, pageSource(markdown)] as const;
});
process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(sources))));
