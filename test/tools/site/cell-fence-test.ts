import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {cellFencePlugin} from "../../../tools/site/cell-fence.js";
import {findCells} from "../../../tools/site/cells.js";
import {temporaryFolder} from "../temporary-folder.js";
import {frameworkMarkdown} from "./rendered-page.js";

const framework = (folder: string) => frameworkMarkdown((md) => cellFencePlugin(md, folder));

const page = `---
title: A page
---

\`\`\`ts
const a = 1;
\`\`\`

\`\`\`ts edit
const b = a < 2 ? "</script>" : "$\{a}";
b.trim();
\`\`\`

\`\`\`ts edit echo
const c: number = b.length;
\`\`\`
`;

test("cellFencePlugin puts the text, the name and the place of a cell beside it", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "src", "deep"), {recursive: true});
  await writeFile(join(folder, "src", "deep", "page.md"), page);
  const html = framework(folder)(page, "/deep/page");
  const cells = html.split('<div class="cell" ').slice(1);
  assert.equal(cells.length, 2);

  const lines = page.split("\n");
  for (const [i, cell] of cells.entries()) {
    const [, name, root, file, line] =
      /data-cell="(.*?)" data-root="(.*?)" data-file="(.*?)" data-line="(.*?)"/.exec(cell)!;
    assert.equal(name, `deep/page:${i + 2}`);
    assert.equal(file, "src/deep/page.md");
    const {source} = findCells(page)[i + 1]!;
    assert.equal(lines[Number(line) - 1], source.split("\n")[0]);
    assert.ok(html.includes(`<!--:${root}:--></div>\n<div class="cell" data-cell="${name}"`));
    const shown = /<code class="language-ts">([^]*?)<\/code>/.exec(cell)![1]!;
    assert.equal(unescape(shown), source);
    assert.ok(cell.includes(`<span class="cell-place">src/deep/page.md, line ${line}</span>`));
  }
  assert.match(cells[0]!, /<details class="cell-source"><summary><code>const b = a &lt; 2/);
  assert.doesNotMatch(cells[1]!, /<details/);
});

test("cellFencePlugin leaves places for added cells in pages that can be edited", () => {
  const render = framework("");
  const places = render(page).match(/(?<=<!--:)ce110000-\d+(?=:-->)/g)!;
  assert.equal(new Set(places).size, places.length);
  assert.ok(places.length > 30);
  assert.doesNotMatch(render("```ts\nlet a;\n```"), /ce110000|class="cell"/);
});

test("cellFencePlugin leaves a place for a cell at the end of each section of a chapter", () => {
  const text = "# T\n\nText.\n\n## A\n\nText.\n\n## B\n\nText.\n";
  const html = framework("")(text, "/algorithm");
  const places = html.matchAll(/<(h2|div)[^>]*?(?: class="cell section-end" data-cell="(.*?)")?>/g);
  const order = Array.from(places, ([, tag, name]) => name ?? tag).filter((one) => one !== "div");
  assert.deepEqual(order, ["algorithm:s0", "h2", "algorithm:s1", "h2", "algorithm:s2"]);
  assert.match(html, /ce110000-1/);
  assert.doesNotMatch(framework("")(text, "/embed"), /section-end|ce110000/);
});

test("cellFencePlugin counts cells as the source does, and folds those of a drawer by their names", () => {
  const render = frameworkMarkdown((md) => {
    cellFencePlugin(md, "").core.ruler.push("turned", ({tokens}) => {
      const [first, second] = tokens.filter(({type}) => type === "fence");
      second!.meta = {figure: "f", id: "f-code-1"};
      tokens.splice(0, tokens.length, second!, first!);
    });
    return md;
  });
  const html = render("```ts edit\nlet a;\n```\n\n```ts edit\nconst {b} = a;\nconst c = 1;\n```\n");
  assert.match(
    html,
    /^<div class="observablehq[^>]*>.*\n<details class="cell-fold" id="f-code-1" name="f-code"><summary>cell <code>b, c<\/code><\/summary>\n<div class="cell" data-cell="page:2"/
  );
  assert.match(html, /<div class="cell" data-cell="page:1"/);
});

function unescape(html: string): string {
  const entities: Record<string, string> = {amp: "&", lt: "<", gt: ">", quot: '"'};
  return html.replaceAll(/&(\w+);/g, (_, name: string) => entities[name]!);
}
