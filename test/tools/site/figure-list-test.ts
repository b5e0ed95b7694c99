import assert from "node:assert/strict";
import {mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {it} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {figureListPlugin, figuresOf} from "../../../tools/site/figure-list.js";
import {frameworkMarkdown} from "./rendered-page.js";

/** Returns a folder whose pages are those. */
function folderOf(pages: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "figure-list-"));
  mkdirSync(join(folder, "src"));
  for (const [name, text] of Object.entries(pages)) {
    writeFileSync(join(folder, "src", `${name}.md`), text);
  }
  return folder;
}

const folder = folderOf({
  bound: '# B\n\n<figure class="exhibit" id="gap" style="--height: 1px">\n  <h3>The gap</h3>\n',
  index:
    '<figure id="one" data-view="one">\n<figcaption>Last: <b>${`${a}, ${b}`}</b></figcaption>\n',
  other: '<figure id="unlisted"><h3>No page of the walkthrough</h3></figure>'
});

it("figuresOf(folder) lists the figures of the walkthrough’s pages, in its order", () => {
  assert.deepEqual(figuresOf(folder), [
    {page: "index", id: "one", title: "Last"},
    {page: "bound", id: "gap", title: "The gap"}
  ]);
});

it("no two figures of the site have the same id, so that one name is enough", () => {
  const ids = figuresOf(projectFolder).map(({id}) => id);
  assert.ok(ids.length >= 19, `${ids.length} figures`);
  assert.deepEqual([...new Set(ids)], ids);
});

it("figureListPlugin(md, folder) fills the list with links", () => {
  const render = frameworkMarkdown((md) => figureListPlugin(md, folder));
  const html = render('<ul class="figure-list"></ul>\n');
  assert.match(
    html,
    /<li><a href="\/#one" data-figure="index\/one"><code>index\/one<\/code><\/a> Last<\/li>/
  );
  assert.match(html, /<a href="\/bound#gap" data-figure="bound\/gap">/);
});
