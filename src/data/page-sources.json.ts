/** Writes the Markdown of every page of the walkthrough, by its name, as the site is built from it. */
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {chapters} from "../../tools/site/contents.js";

// Framework runs it in the folder of the site.
const sources = chapters.map(async ({path}): Promise<[string, string]> => {
  const name = path.slice(1);
  return [name, await readFile(join(process.cwd(), "src", `${name}.md`), "utf8")];
});
process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(sources))));
