import assert from "node:assert/strict";
import {it} from "node:test";
import {suiteOf, testFiles} from "../../../tools/testing/test-files.js";

it("what tests share is not taken for a test, which would need the built site to be run", async () => {
  const files = await testFiles();
  assert.deepEqual(
    files.filter((path) => path.startsWith("test/harness/")),
    []
  );
});

it("the name of a test file says which suite it is of", () => {
  const suites = ["a-test.ts", "a-page-test.ts", "a-smoke-test.ts"].map(suiteOf);
  assert.deepEqual(suites, ["unit", "pages", "browsers"]);
});
