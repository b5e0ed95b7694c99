import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {buildSite} from "../../../tools/site/build.js";
import {temporarySite} from "./temporary-site.js";

const playNames = `export const playNames = {
  decode: () => Promise.resolve((z) => z),
  elbo: () => Promise.resolve(() => -1),
  x: () => Promise.resolve([0])
};
`;

const page = `# Page

\`\`\`ts
const x = 3;
const picked = {q: 1, model: [x].map((q) => q)};
\`\`\`

\`\`\`ts
display(decode([0, x]));
\`\`\`

It is \${elbo(x)}, of \${picked.model}.
`;

test("a page gets the names to play with that it uses and does not declare, and no other", async (t) => {
  const plain = "# Plain\n\n```ts\nconst z = 1;\ndisplay(z);\n```\n";
  const folder = await temporarySite(t, {
    "related.md": page,
    "plain.md": plain,
    "cells/play-names.ts": playNames
  });
  assert.deepEqual(await buildSite(folder, {quiet: true}), []);
  const html = await readFile(join(folder, "dist", "related.html"), "utf8");
  const made = Array.from(html.matchAll(/playNames\.(\w+)\(\)/g), ([, name]) => name);
  assert.deepEqual(made, ["decode", "elbo"]);
  assert.doesNotMatch(await readFile(join(folder, "dist", "plain.html"), "utf8"), /play-?names/i);
});
