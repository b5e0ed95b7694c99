import assert from "node:assert/strict";
import {test} from "node:test";
import {typedNumbers} from "./typed-numbers.js";

const found = (body: string) => typedNumbers(`<main id="m">${body}</main>`);

test("typedNumbers(html) finds results that were typed in", () => {
  assert.deepEqual(found("<p>All is well. The gap is 2.1 nats wide here.</p>"), [
    "The gap is 2.1 nats wide here."
  ]);
  const more = [
    "<p>It holds 81 % of them.</p>",
    "<li>The one is four orders of magnitude larger.</li>",
    "<figcaption>On the test set our model reaches an ELBO of −135.9.</figcaption>",
    "<p>The second has ten times the variance.</p>"
  ];
  for (const body of more) assert.equal(found(body).length, 1, body);
});

test("typedNumbers(html) allows what is computed, and what is no result of ours", () => {
  const allowed = [
    '<p>The gap is <data value="2.13">2.1</data> nats wide.</p>',
    "<p>The gap is <observablehq-loading></observablehq-loading><!--:1a2b3c4d:--> nats wide.</p>",
    "<p>The paper states 20 to 40 minutes, and 3 nats.</p>",
    "<p>Section 2.2 has the mean of our models in equation (10), of 28 × 28 pixels in 2024.</p>",
    "<p>The sliders go from 0.05 to 0.95 in 16 images.</p>",
    "<pre><code>const gap = 2.1; // nats</code></pre>",
    '<p>It is <span class="katex"><span class="katex-mathml"><math>2 nats</math></span><span class="katex-html"><span>9</span> nats</span></span> wide.</p>'
  ];
  for (const body of allowed) assert.deepEqual(found(body), [], body);
});
