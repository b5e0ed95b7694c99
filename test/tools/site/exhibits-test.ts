import assert from "node:assert/strict";
import {test} from "node:test";
import MarkdownIt from "markdown-it";
import {exhibitsPlugin} from "../../../tools/site/exhibits.js";

const md = new MarkdownIt({html: true});
md.core.ruler.after("inline", "placeholder", () => {}); // as Framework has one
exhibitsPlugin(md);

test("exhibitsPlugin makes a figure's title a link to it", () => {
  assert.equal(
    md.render(
      '<figure class="exhibit" id="gap" style="--height: 9px">\n<h3>The gap</h3>\n</figure>'
    ),
    '<figure class="exhibit" id="gap" style="--height: 9px">\n<h3><a class="observablehq-header-anchor" href="#gap">The gap</a></h3>\n</figure>'
  );
});

test("exhibitsPlugin puts a figure’s title one level below that of the page", () => {
  const figure = '<figure class="exhibit" id="gap">\n<h3>The gap</h3>\n</figure>';
  const titles = md.render(`# Page\n\n${figure}\n\n## Section\n\n${figure}`).match(/<h3[^>]*>/g);
  assert.deepEqual(titles, ['<h3 aria-level="2">', "<h3>"]);
});

test("exhibitsPlugin makes a figure's view busy, from the first paint on", () => {
  assert.equal(
    md.render('<div class="exhibit-view naive">${view}</div>'),
    '<div aria-busy="true" class="exhibit-view naive">${view}</div>'
  );
});

test("exhibitsPlugin labels a folded answer that has no label", () => {
  assert.match(
    md.render('<details class="answer"><p>No.</p></details>'),
    /<details class="answer"><summary>Answer<\/summary><p>No.<\/p>/
  );
  const own = '<details class="answer"><summary>So?</summary>No.</details>';
  assert.equal(md.render(own), own);
});

test("exhibitsPlugin lets the focus reach terms in the prose and in figures", () => {
  assert.match(
    md.render('a <span data-term="gap">gap</span>'),
    /<span tabindex="0" data-term="gap">/
  );
  assert.match(md.render('<p><b class="a" data-term="z">z</b></p>'), /<b tabindex="0" class="a"/);
  assert.doesNotMatch(md.render('a <a href="#" data-term="gap">gap</a>'), /tabindex/);
});

test("exhibitsPlugin renders formulas in HTML, and leaves expressions to Framework", () => {
  const html = md.render("<figcaption>Let $z$ be ${z.map((a) => `$${a}`)}.</figcaption>");
  assert.match(html, /Let <span class="katex">/);
  assert.ok(html.endsWith(" be ${z.map((a) => `$${a}`)}.</figcaption>"));
});
