import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {exhibitsPlugin} from "../../../tools/site/exhibits.js";
import {mathPlugin} from "../../../tools/site/math.js";
import {pageFaultsPlugin} from "../../../tools/site/page-faults.js";
import {pageSourcePlugin} from "../../../tools/site/page-source.js";
import {temporaryFolder} from "../temporary-folder.js";
import {frameworkMarkdown} from "./rendered-page.js";

/** Returns a function that renders a text as the page bound, and the lines for the terminal. */
async function preview(t: TestContext) {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "src"));
  const lines: string[] = [];
  const rendered = frameworkMarkdown((md) =>
    pageFaultsPlugin(exhibitsPlugin(mathPlugin(pageSourcePlugin(md, folder))), (line) =>
      lines.push(line)
    )
  );
  const render = async (text: string) => {
    await writeFile(join(folder, "src", "bound.md"), text);
    return rendered(text, "/bound");
  };
  return {render, lines};
}

const page = `---
title: A page
---

Let $\\frac 1 2$ be.

<figure class="exhibit" id="gap">
  <h3>The gap</h3>
  <div class="exhibit-view">\${view}</div>
</figure>
<figure class="exhibit" id="other">
  <h3>Another</h3>
  \${1 + 1}
</figure>

\`\`\`ts
const a: number = 1;
const {x} = {x: a};
\`\`\`

\`\`\`ts
const view = x + 1;
\`\`\`
`;

test("a page that compiles has no strip", async (t) => {
  const {render, lines} = await preview(t);
  assert.doesNotMatch(await render(page), /page-faults|fault-/);
  assert.equal(await render(""), "", "nor has one that an editor is about to write");
  assert.deepEqual(lines, []);
});

test("a formula that KaTeX cannot read is told in its place, and above with its line", async (t) => {
  const {render, lines} = await preview(t);
  const html = await render(page.replace("\\frac 1 2", "\\frac{<"));
  assert.match(
    html,
    /^<div class="page-faults" role="alert"><p><a href="#fault-1">src\/bound\.md, line 5<\/a>: KaTeX parse error/
  );
  assert.match(html, /id="fault-1"><code>\$\\frac\{&lt;<\/code> KaTeX parse error/);
  assert.doesNotMatch(html, /Not up to date/);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /^src\/bound\.md, line 5: KaTeX parse error: .*\\frac\{<$/);
});

test("a cell that does not parse names the figures that need what it declares", async (t) => {
  const {render, lines} = await preview(t);
  const broken = page.replace("const {x} = {", "const {x} = = {");
  const html = await render(broken);
  assert.deepEqual(lines, ['src/bound.md, line 18: Unexpected "="']);
  assert.match(html, /Not up to date until then: <a href="#gap">The gap<\/a><\/p>/);
  assert.match(html, /observablehq--error" id="fault-1">SyntaxError/);
  await render(broken);
  assert.equal(lines.length, 1, "it is said once");
  await render(page);
  await render(broken);
  assert.equal(lines.length, 2, "and again when it is back");
});

test("an expression in a figure that does not parse is told with its line", async (t) => {
  const {render, lines} = await preview(t);
  await render(page.replace("${1 + 1}", "${1 +}"));
  assert.deepEqual(lines, ["src/bound.md, line 13: invalid expression"]);
});
