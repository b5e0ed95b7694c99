import assert from "node:assert/strict";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {editedPage} from "../../src/cells/edited-page.js";
import {buildSite} from "../../tools/site/build.js";
import {temporarySite} from "../tools/site/temporary-site.js";

const page = `# Page

\`\`\`ts edit
const a = 1;
\`\`\`

The number is \${a}.
`;

test("a page that is handed back takes the place of its source, and builds as it ran", async (t) => {
  const folder = await temporarySite(t, {"index.md": page});
  const source = join(folder, "src", "index.md");
  const changed = [
    {id: "index:1", source: "const a = 41;"},
    {id: "index:+1", source: "const b = a + 1;", after: "index:1"},
    {id: "index:+2", source: "display(b); /*\n```\n*/", after: "index:+1"}
  ];
  const markdown = await readFile(source, "utf8");
  await writeFile(source, editedPage(markdown, "index", changed));
  assert.deepEqual(await buildSite(folder, {quiet: true}), []);
  const html = await readFile(join(folder, "dist", "index.html"), "utf8");
  assert.match(html, /const a = 41;/);
  assert.match(html, /const b = a \+ 1;/);
  assert.match(html, /inputs: ?\["b","display"\]|inputs: ?\["display","b"\]/);
  assert.doesNotMatch(html, /const a = 1;/);
  // Its cells are named anew, in their order, and can be edited again.
  const names = Array.from(html.matchAll(/data-cell="([^"]*)"/g), ([, name]) => name);
  assert.deepEqual(names, ["index:1", "index:2", "index:3"]);
});
