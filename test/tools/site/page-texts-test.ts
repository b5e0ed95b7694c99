import assert from "node:assert/strict";
import {it} from "node:test";
import {pageTexts} from "../../../tools/site/page-texts.js";

const page = `---
title: T
---

# The *bound*

Raise $\\log \\px$, \`code\`.

$$
x = y
$$

<figure class="exhibit" id="gap">
<h3>The gap</h3>
<p class="predict">Is it $\\mu$ &amp; \${count("a > b")}?</p>
</figure>

After it.

\`\`\`ts
const hidden = 1;
\`\`\`

## Two $\\KL$s, apart

One [@hinton1995].
`;

it("pageTexts(page) returns sections and figures as text, without code and displayed formulas", () => {
  assert.deepEqual(pageTexts(page), [
    {anchor: "", title: "The bound", text: "Raise log p(x), code. After it."},
    {anchor: "gap", title: "The gap", text: "Is it μ & ?"},
    {anchor: "two-s-apart", title: "Two KLs, apart", text: "One (Hinton and others, 1995)."}
  ]);
});
