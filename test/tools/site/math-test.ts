import assert from "node:assert/strict";
import {test} from "node:test";
import MarkdownIt from "markdown-it";
import {mathPlugin} from "../../../tools/site/math.js";

const md = mathPlugin(new MarkdownIt({html: true}));
const formulas = (text: string) =>
  [...md.render(text).matchAll(/<annotation encoding="application\/x-tex">([^<]*)/g)].map(
    ([, formula]) => formula!.trim()
  );

test("mathPlugin renders $…$ in a line", () => {
  assert.deepEqual(formulas("Let $z \\sim p(z)$ and $\\epsilon$."), ["z \\sim p(z)", "\\epsilon"]);
  assert.doesNotMatch(md.render("Let $z$."), /katex-display/);
});

test("mathPlugin joins a formula to the punctuation behind it", () => {
  assert.match(md.render("Let $z$. So"), /<span class="unbroken">.*<\/span>\.<\/span> So<\/p>/);
  assert.doesNotMatch(md.render("Let $z$ be"), /unbroken/);
});

test("mathPlugin renders $$…$$ as a display, also where its lines look like lists or headings", () => {
  assert.deepEqual(formulas("$$x^2$$"), ["x^2"]);
  assert.deepEqual(formulas("Text\n$$\na\n- b\n= c\n$$\nmore"), ["a\n- b\n= c"]);
  assert.match(md.render("$$\na\n$$"), /^<span class="katex-display">/);
});

test("mathPlugin leaves prices, escaped dollars, code and expressions alone", () => {
  assert.deepEqual(
    formulas("It costs $5 or $6, \\$x\\$, `$y$`, a $ b $ c, ${u + 1} and ${v}."),
    []
  );
});

test("mathPlugin refuses a formula that KaTeX cannot read", () => {
  assert.throws(() => md.render("$\\frac{1$"), /KaTeX parse error/);
});

test("mathPlugin refuses a formula in a font that pages do not get", () => {
  assert.throws(
    () => md.render("$\\mathfrak{L}$"),
    /no font for mathfrak in formula: \\mathfrak\{L\}/
  );
  assert.throws(() => md.render("$\\mathsf{x}$"), /no font for mathsf/);
  assert.match(md.render("$\\mathbf{x}, \\mathcal{L}, \\mathbb{E}, \\boldsymbol{\\mu}$"), /katex/);
});
