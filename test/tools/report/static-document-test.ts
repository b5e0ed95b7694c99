import assert from "node:assert/strict";
import {test} from "node:test";
import {lightStyles, staticDocument} from "../../../tools/report/static-document.js";

test("staticDocument(parts) has a table of contents, a section for each page, no script", () => {
  const pages = new Map([
    ["bound", {title: "2.2 · The bound", html: "<h1>2.2</h1>"}],
    ["models/README", {title: "Models", html: "<h1>Models</h1>"}]
  ]);
  const html = staticDocument({title: "A & B", pages, styles: []});
  assert.match(html, /<title>A &amp; B<\/title>/);
  assert.match(html, /<li><a href="#bound">2\.2 · The bound<\/a><\/li>/);
  assert.match(html, /<li><a href="#models-README">Models<\/a><\/li>/);
  assert.match(html, /<section [^>]*id="models-README" style="page: chapter-1">\n<h1>Models/);
  assert.match(html, /@page chapter-0 \{ @top-left \{ content: "2\.2 · The bound"; \} \}/);
  assert.doesNotMatch(html, /<script/);
});

test("staticDocument(parts) shows titles as text, whatever they say, also above paper", () => {
  const title = '</title></style><script>ran=1</script>"';
  const pages = new Map([["bound", {title, html: "<h1>2.2</h1>"}]]);
  const html = staticDocument({title, pages, styles: []});
  assert.doesNotMatch(html, /<script/);
  assert.equal(html.match(/<\/style>/g)?.length, 1);
});

test("lightStyles(css) keeps the weight of ids, and nothing that is dark", () => {
  assert.equal(
    lightStyles("#observablehq-main > p{} @media screen and (prefers-color-scheme:dark){p{}}"),
    ":is(.observablehq-main, #none) > p{} @media not all{p{}}"
  );
  assert.equal(lightStyles(":root{color-scheme:light dark}"), ":root{color-scheme:light}");
  assert.equal(
    lightStyles("@media(max-width:820px){p{}}"),
    "@media screen and (max-width:820px){p{}}"
  );
});
