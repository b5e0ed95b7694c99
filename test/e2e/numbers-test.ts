import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {typedNumbers} from "../harness/typed-numbers.js";
import {projectFolder} from "../../tools/project.js";
import {chapters} from "../../tools/site/contents.js";

for (const {path, name} of chapters) {
  test(`“${name}” has no typed-in number in a sentence about our models`, () => {
    const html = readFileSync(join(projectFolder, "dist", `${path}.html`), "utf8");
    assert.deepEqual(typedNumbers(html), []);
  });
}
