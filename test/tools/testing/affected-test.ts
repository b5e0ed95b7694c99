import assert from "node:assert/strict";
import {test} from "node:test";
import {affectedTests} from "../../../tools/testing/affected.js";

const sources = new Map(
  Object.entries({
    "observablehq.config.ts": `import {x} from "./tools/site/x.js"; const script = "/walkthrough.js";`,
    "tools/site/x.ts": "export const x = 1;",
    "src/style.css": `@import "./styles/page.css";`,
    "src/styles/page.css": "",
    "src/walkthrough.ts": "",
    "src/index.md": `import {board} from "./board.js"; // and [the bound](./bound.md)`,
    "src/bound.md": `const codes = FileAttachment("./models/codes.bin"); import "./gap.js";`,
    "src/board.ts": `import {normal} from "./math/normal.js";`,
    "src/gap.ts": `new Worker(import.meta.resolve("./gap-worker.js"), {type: "module"});`,
    "src/gap-worker.ts": "",
    "src/math/normal.ts": "",
    "src/math/kl.ts": "",
    "test/math/normal-test.ts": `import "../../src/math/normal.js";`,
    "test/math/kl-test.ts": `import "../../src/math/kl.js";`,
    "test/figures/board-page-test.ts": `import "../harness/site.js"; siteTest("x", {}, f);`,
    "test/figures/gap-page-test.ts": `import "../harness/site.js"; siteTest("x", {path: "bound"}, f);`,
    "test/site/pages-page-test.ts": `import {pagePaths} from "../harness/site.js";`,
    "test/harness/site.ts": "",
    "test/architecture-test.ts": `readdirSync(join(projectFolder, "src"))`
  })
);
const names = (...changed: string[]) =>
  affectedTests(changed, sources).map((path) => /([^/]*)-test\.ts$/.exec(path)![1]);

test("affectedTests(changed, sources) follows imports to units, and pages to their tests", () => {
  assert.deepEqual(names("src/math/kl.ts"), ["kl", "architecture"]);
  const pages = ["board-page", "gap-page", "pages-page"]; // each may open the first page
  assert.deepEqual(names("src/math/normal.ts"), ["normal", ...pages, "architecture"]);
});

test("affectedTests(changed, sources) follows workers and files that a page loads", () => {
  assert.deepEqual(names("src/gap-worker.ts"), ["gap-page", "pages-page", "architecture"]);
  assert.deepEqual(names("src/models/codes.bin"), ["gap-page", "pages-page", "architecture"]);
});

test("affectedTests(changed, sources) takes what every page has for part of each", () => {
  const pages = ["board-page", "gap-page", "pages-page", "architecture"];
  for (const path of ["src/styles/page.css", "src/walkthrough.ts", "tools/site/x.ts"]) {
    assert.deepEqual(names(path), pages, path);
  }
});

test("affectedTests(changed, sources) takes a test, and what tests share, for itself", () => {
  assert.deepEqual(names("test/math/kl-test.ts"), ["kl"]);
  assert.deepEqual(names("test/harness/site.ts"), ["board-page", "gap-page", "pages-page"]);
});

test("affectedTests(changed, sources) takes all where it cannot know", () => {
  assert.equal(names("package-lock.json").length, 6);
});
