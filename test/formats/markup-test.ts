import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {it} from "node:test";
import {cssString, escapeHtml, legalXml} from "../../src/formats/markup.js";

const hostile = `</title></style><script>ran=1</script>" onload="ran=1' & \\`;

it("escapeHtml(text) leaves nothing that ends a text or an attribute, or begins an element", () => {
  assert.equal(escapeHtml('<a b="c">&amp;'), "&lt;a b=&quot;c&quot;&gt;&amp;amp;");
  assert.doesNotMatch(escapeHtml(hostile), /[<>"]/);
});

it("cssString(text) is one string, which ends neither its rule nor the style element", () => {
  assert.equal(cssString("2.2 · The bound"), '"2.2 · The bound"');
  assert.match(cssString(`${hostile}\n}`), /^"(?:[^"\\<>\n]|\\[0-9a-f]+ )*"$/);
});

it("legalXml(xml) has only characters that XML allows", () => {
  assert.equal(
    legalXml("<p>\u0000a\u001Bb\uFFFE\uD800\t😀</p>"),
    "<p>\uFFFDa\uFFFDb\uFFFD\uFFFD\t😀</p>"
  );
});

it("no module of the pages turns text into markup", () => {
  const sinks =
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment)\b|\bdocument\.write\b|\bparseFromString\b/;
  const files = readdirSync("src", {recursive: true, encoding: "utf8"}).filter(
    (file) => /\.(?:ts|md)$/.test(file) && !/^\.|node_modules|^vendor/.test(file)
  );
  assert.ok(files.length > 100);
  const found = files.filter((file) => sinks.test(readFileSync(`src/${file}`, "utf8")));
  assert.deepEqual(found, []);
});
