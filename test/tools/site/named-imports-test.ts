import assert from "node:assert/strict";
import {test} from "node:test";
import {importsOf, namedImports} from "../../../tools/site/named-imports.js";
import {temporarySite} from "./temporary-site.js";

test("importsOf(text, name) lists names, under their own names, without types", () => {
  const text = `import {a, b as c,
    type D} from "lib";
import type {E} from "lib"; import {f} from "other"; import {g} from 'lib';`;
  assert.deepEqual(importsOf(text, "lib"), ["a", "b", "g"]);
  assert.deepEqual(importsOf("no import", "lib"), []);
});

test("importsOf(text, name) lists the members that are named of a namespace", () => {
  const text = `import * as l from "lib"; const all = l.a(l.b, [l.a], x.l, il.c);`;
  assert.deepEqual(importsOf(text, "lib"), ["a", "b"]);
});

test("importsOf(text, name) is undefined where the whole package is taken", () => {
  const passedOn = `import * as l from "lib"; l.a(l);`;
  for (const text of [passedOn, `import l from "lib"`, `await import("lib")`]) {
    assert.equal(importsOf(text, "lib"), undefined);
  }
});

test("namedImports(folder, name) looks at modules and pages", async (t) => {
  const cell = (code: string) => `# Page\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
  const folder = await temporarySite(t, {
    "a.ts": `import {z, b} from "lib";`,
    "b.md": cell(`import {c} from "lib";`)
  });
  assert.deepEqual(await namedImports(folder, "lib"), ["b", "c", "z"]);
  const whole = await temporarySite(t, {"b.md": cell(`import * as lib from "lib"; show(lib);`)});
  assert.equal(await namedImports(whole, "lib"), undefined);
});
