import assert from "node:assert/strict";
import {test} from "node:test";
import {exhibitsPlugin} from "../../../tools/site/exhibits.js";
import {frameworkMarkdown} from "./rendered-page.js";

const render = frameworkMarkdown(exhibitsPlugin);

test("exhibitsPlugin makes a figure's title a link to it", () => {
  assert.equal(
    render('<figure class="exhibit" id="gap" style="--height: 9px">\n<h3>The gap</h3>\n</figure>'),
    '<figure class="exhibit" id="gap" style="--height: 9px">\n<h3><a class="observablehq-header-anchor" href="#gap">The gap</a></h3>\n</figure>'
  );
});

test("exhibitsPlugin puts a figure’s title one level below that of the page", () => {
  const figure = '<figure class="exhibit" id="gap">\n<h3>The gap</h3>\n</figure>';
  const titles = render(`# Page\n\n${figure}\n\n## Section\n\n${figure}`).match(/<h3[^>]*>/g);
  assert.deepEqual(titles, ['<h3 aria-level="2">', "<h3>"]);
});

test("exhibitsPlugin makes a figure's view busy, from the first paint on", () => {
  assert.match(
    render('<div class="exhibit-view naive">${view}</div>'),
    /^<div aria-busy="true" class="exhibit-view naive"><observablehq-loading>/
  );
});

test("exhibitsPlugin labels a folded answer that has no label", () => {
  assert.match(
    render('<details class="answer"><p>No.</p></details>'),
    /<details class="answer"><summary>Answer<\/summary><p>No.<\/p>/
  );
  const own = '<details class="answer"><summary>So?</summary>No.</details>';
  assert.equal(render(own), own);
});

test("exhibitsPlugin lets the focus reach terms in the prose and in figures", () => {
  assert.match(render('a <span data-term="gap">gap</span>'), /<span tabindex="0" data-term="gap">/);
  assert.match(render('<p><b class="a" data-term="z">z</b></p>'), /<b tabindex="0" class="a"/);
  assert.doesNotMatch(render('a <a href="#" data-term="gap">gap</a>'), /tabindex/);
});

test("exhibitsPlugin renders formulas in HTML, and leaves expressions to Framework", () => {
  const html = render("<figcaption>Let $z$ be ${z.map((a) => `$${a}`)}.</figcaption>");
  assert.match(html, /Let <span class="katex">/);
  assert.match(
    html,
    / be <observablehq-loading><\/observablehq-loading><!--:\w+:-->\.<\/figcaption>$/
  );
});
