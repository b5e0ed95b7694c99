import assert from "node:assert/strict";
import {test} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {codeDrawersPlugin} from "../../../tools/site/code-drawers.js";
import {exhibitsPlugin} from "../../../tools/site/exhibits.js";
import {sourceFencePlugin} from "../../../tools/site/source-fence.js";
import {frameworkMarkdown} from "./rendered-page.js";

const render = frameworkMarkdown((md) =>
  codeDrawersPlugin(exhibitsPlugin(sourceFencePlugin(md, projectFolder)))
);

const source = (name: string, more = "") =>
  `\`\`\`source${more}\nsrc/math/normal.ts#${name}\n\`\`\`\n`;
const figure = (id: string) => `<figure class="exhibit" id="${id}">\n<h3>T</h3>\n</figure>\n`;

/** Returns what stands in the frame of each figure after its title, and the page without figures. */
function parts(markdown: string): {inside: string[]; text: string} {
  const html = render(markdown);
  const figures = /<figure [^]*?<\/h3>\n([^]*?)<\/figure>/g;
  return {
    inside: Array.from(html.matchAll(figures), ([, inside]) => inside!),
    text: html.replaceAll(figures, "")
  };
}

test("codeDrawersPlugin puts sources into the figure before them, and links into the margin", () => {
  const {inside, text} = parts(
    `${source("normalCdf")}\n${figure("one")}\nText.\n\n${source("normalPdf")}\n${figure("two")}`
  );
  assert.match(
    inside[0]!,
    /^<div class="code-drawer">\n<details class="exhibit-source" id="one-code-1" name="one-code"[^>]*><summary><code>normalPdf<\/code>/
  );
  assert.equal(inside[1], "");
  assert.match(text, /<aside class="sources" role="note"><details[^>]*><summary><code>normalCdf</);
  assert.match(
    text,
    /<a class="source-link" href="#one-code-1"[^>]*><code>normalPdf<\/code>, normal.ts<\/a>/
  );
});

test("codeDrawersPlugin takes editable cells along, unless the prose shows them", () => {
  const {inside, text} = parts(
    `${figure("one")}\n\`\`\`ts edit\nlet a;\n\`\`\`\n\n\`\`\`ts edit echo\nlet b;\n\`\`\`\n\n\`\`\`ts\nlet c;\n\`\`\`\n`
  );
  const cells = (html: string) =>
    html.match(/<div class="observablehq observablehq--block"/g)?.length;
  assert.equal(cells(inside[0]!), 1);
  assert.equal(cells(text), 2);
  assert.match(text, /<pre[^]*\bb\b/);
});

test("codeDrawersPlugin lets a fence say whose it is", () => {
  const two = `${figure("one")}\n${figure("two")}\n`;
  const {inside, text} = parts(
    `${two}${source("normalPdf", " of=one")}\n${source("normalCdf", " of=none")}`
  );
  assert.match(inside[0]!, /normalPdf/);
  assert.equal(inside[1], "");
  assert.match(text, /<details[^>]*><summary><code>normalCdf/);
  assert.throws(() => parts(`${two}${source("normalPdf", " of=three")}`), /invalid of: three/);
});
