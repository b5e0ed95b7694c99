import assert from "node:assert/strict";
import {test} from "node:test";
import {exhibitsPlugin} from "../../../tools/site/exhibits.js";
import {mathPlugin} from "../../../tools/site/math.js";
import {pageFramePlugin} from "../../../tools/site/page-frame.js";
import {frameworkMarkdown} from "./rendered-page.js";

const chapters = [
  {path: "/index", name: "0 · The board"},
  {path: "/bound", name: "2.2 · The bound"}
];
const render = frameworkMarkdown((md) => pageFramePlugin(exhibitsPlugin(mathPlugin(md)), chapters));
const page = `# Title

Let $z$ be, and $\\mu$.

## In *parts*

<figure class="exhibit" id="gap">
<h3>The gap</h3>
</figure>
`;

test("pageFramePlugin puts the reading time and the contents of a page after its heading", () => {
  const html = render(page, "/bound");
  const [, contents] = /<\/h1>\n<nav class="page-contents"[^>]*>(.*)<\/nav>/.exec(html)!;
  assert.equal(
    contents,
    '<span class="quiet">about 1 minute to read</span> <a href="#in-parts">In <em>parts</em></a> <a href="#gap">Figure: The gap</a>'
  );
});

test("pageFramePlugin lists the symbols of a page at its end", () => {
  const list = render(page, "/bound").split('<details class="symbols">')[1]!;
  const entries = [...list.matchAll(/href="\.\/notes#symbol-([\w-]+)"/g)].map(([, id]) => id);
  assert.deepEqual(entries, ["z", "mu"]);
  assert.match(list, /<b>a latent point\.<\/b>/);
});

test("pageFramePlugin leaves pages alone that are no part of the walkthrough", () => {
  const html = render("# Title\n\nLet $z$ be.", "/models/mnist-2d/CARD");
  assert.doesNotMatch(html, /page-contents|class="symbols"/);
});

test("pageFramePlugin fills the place of the table of symbols", () => {
  const table = render('<div class="symbol-table"></div>', "/bound");
  assert.match(
    table,
    /<dt id="symbol-z"><a href="#symbol-z" data-term="z">.*<span class="symbol-name">a latent point<\/span>/
  );
  assert.doesNotMatch(table, /Symbols on this page/);
});
