import assert from "node:assert/strict";
import {test} from "node:test";
import MarkdownIt from "markdown-it";
import {foldFormulas, foldFormulasPlugin} from "../../../tools/site/fold-formulas.js";
import {mathPlugin} from "../../../tools/site/math.js";

const plain = mathPlugin(new MarkdownIt({html: true}));
const folding = foldFormulasPlugin(mathPlugin(new MarkdownIt({html: true})));

/** Returns what a browser makes of folded formulas. */
function unfold(html: string): string {
  return html.replaceAll(
    /<folded-formula data-html="([^"]*)"><\/folded-formula>/g,
    (_, escaped: string) => escaped.replaceAll("&quot;", '"').replaceAll("&amp;", "&")
  );
}

test("foldFormulasPlugin makes one element of each formula, and nothing is lost", () => {
  const page =
    "A $z$, and $\\term{gap}{a < b}$.\n\n$$\n\\frac{\\sigma^2}{2} \\tag{1}\n$$\n\n<b>$x$ & more</b>\n";
  const [whole, folded] = [plain.render(page), folding.render(page)];
  assert.equal(folded.match(/<folded-formula /g)?.length, 4);
  assert.equal(folded.match(/class="katex/g), null);
  assert.equal(unfold(folded), whole);
});

test("foldFormulas(html) leaves other spans, and refuses one without an end", () => {
  assert.equal(foldFormulas('<span class="note">a</span>'), '<span class="note">a</span>');
  assert.throws(() => foldFormulas('<span class="katex"><span>'), /a span without an end/);
});
