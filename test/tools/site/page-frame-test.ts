import assert from "node:assert/strict";
import {test} from "node:test";
import MarkdownIt from "markdown-it";
import {exhibitsPlugin} from "../../../tools/site/exhibits.js";
import {mathPlugin} from "../../../tools/site/math.js";
import {pageFramePlugin} from "../../../tools/site/page-frame.js";

const md = mathPlugin(new MarkdownIt({html: true}));
md.core.ruler.after("inline", "placeholder", () => {}); // as Framework has one
md.core.ruler.after("inline", "anchor", ({tokens}) => {
  for (const token of tokens) if (token.tag === "h2") token.attrSet("id", "here");
});
const chapters = [
  {path: "/index", name: "0 · The board"},
  {path: "/bound", name: "2.2 · The bound"}
];
pageFramePlugin(exhibitsPlugin(md), chapters);
const page = `# Title

Let $z$ be, and $\\mu$.

## In *parts*

<figure class="exhibit" id="gap">
<h3>The gap</h3>
</figure>
`;

test("pageFramePlugin puts the reading time and the contents of a page after its heading", () => {
  const html = md.render(page, {path: "/bound"});
  const [, contents] = /<\/h1>\n<nav class="page-contents"[^>]*>(.*)<\/nav>/.exec(html)!;
  assert.equal(
    contents,
    '<span class="quiet">about 1 minute to read</span> <a href="#here">In <em>parts</em></a> <a href="#gap">Figure: The gap</a>'
  );
});

test("pageFramePlugin lists the symbols of a page at its end", () => {
  const list = md.render(page, {path: "/bound"}).split('<details class="symbols">')[1]!;
  const entries = [...list.matchAll(/href="\.\/notes#symbol-([\w-]+)"/g)].map(([, id]) => id);
  assert.deepEqual(entries, ["z", "mu"]);
  assert.match(list, /<b>a latent point\.<\/b>/);
});

test("pageFramePlugin leaves pages alone that are no part of the walkthrough", () => {
  const html = md.render("# Title\n\nLet $z$ be.", {path: "/models/mnist-2d/CARD"});
  assert.doesNotMatch(html, /page-contents|class="symbols"/);
});

test("pageFramePlugin fills the place of the table of symbols", () => {
  const table = md.render('<div class="symbol-table"></div>', {path: "/bound"});
  assert.match(
    table,
    /<dt id="symbol-z"><a href="#symbol-z" data-term="z">.*<span class="symbol-name">a latent point<\/span>/
  );
  assert.doesNotMatch(table, /Symbols on this page/);
});
