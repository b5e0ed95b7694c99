import assert from "node:assert/strict";
import {test} from "node:test";
import {renderMath} from "../../../tools/site/render-math.js";
import {symbols} from "../../../tools/site/symbols.js";

const marks = (html: string, mark: string) =>
  [...html.matchAll(new RegExp(`data-${mark}="([^"]*)"`, "g"))].map(([, id]) => id);

test("renderMath(formula) marks its symbols", () => {
  const html = renderMath("z = \\mu + \\sigma \\odot \\epsilon, \\mathcal L, \\Phi(z)");
  assert.deepEqual(marks(html, "symbol"), ["z", "mu", "sigma", "epsilon", "elbo", "cdf", "z"]);
});

test("renderMath(formula) tells which symbols it found", () => {
  const found = new Set<string>();
  renderMath("\\post \\term{gap}{g}", {found});
  assert.deepEqual([...found].toSorted(), ["gap", "posterior", "theta", "x", "z"]);
});

test("renderMath(formula) gives each term of a formula one key, with its name", () => {
  const html = renderMath("\\term{gap}{a} + \\term{own-part}{b} + \\term{gap}{c}");
  assert.equal(marks(html, "term").length, 3 + 2);
  assert.match(html, /<button type="button" class="term-key" data-term="gap">the gap<\/button>/);
  assert.match(html, /data-term="own-part">own part<\/button>/);
  assert.doesNotMatch(renderMath("a"), /<button/);
});

test("renderMath(formula) trusts no other command with HTML or addresses", () => {
  assert.throws(() => renderMath("\\href{https://example.com}{a}"), /invalid command.*href/);
});

test("renderMath(formula) reads how every symbol is written", () => {
  for (const {tex, glyphs, id} of symbols) {
    const found = new Set<string>();
    renderMath(tex, {found});
    if (glyphs !== undefined) assert.ok(found.has(id), `${tex} is marked as ${id}`);
  }
});
