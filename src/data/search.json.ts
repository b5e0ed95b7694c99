/** Writes the text of every page of the walkthrough, section by section, for the search over all. */
import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {chapters} from "../../tools/site/contents.js";
import {pageTexts} from "../../tools/site/page-texts.js";

// Framework runs it in the folder of the site, which in a test has some of the pages only.
const files = chapters
  .map(({path}) => join(process.cwd(), "src", `${path.slice(1)}.md`))
  .filter((file) => existsSync(file));
const pages = files.map(async (file) => pageTexts(await readFile(file, "utf8")));
process.stdout.write(JSON.stringify(await Promise.all(pages)));
