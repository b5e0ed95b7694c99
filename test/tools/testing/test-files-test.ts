import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {posix} from "node:path";
import {it} from "node:test";
import {suiteOf, testFiles} from "../../../tools/testing/test-files.js";

it("no unit test needs the built site, by its own imports", async () => {
  const units = (await testFiles()).filter((path) => suiteOf(path) === "unit");
  const needing: string[] = [];
  for (const path of units) {
    const text = await readFile(path, "utf8");
    const imports = [...text.matchAll(/ from "(\.[^"]+)"/g)].map(([, name]) =>
      posix.join(path, "..", name!)
    );
    if (imports.includes("test/harness/site.js")) needing.push(path);
  }
  assert.ok(units.length > 200, `${units.length} unit tests`);
  assert.deepEqual(needing, []);
});

it("the name of a test file says which suite it is of", () => {
  const suites = ["a-test.ts", "a-page-test.ts", "a-smoke-test.ts"].map(suiteOf);
  assert.deepEqual(suites, ["unit", "pages", "browsers"]);
});
