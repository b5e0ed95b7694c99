import assert from "node:assert/strict";
import {test} from "node:test";
import {readingMinutes} from "../../../tools/site/reading-time.js";

const words = (count: number) => "word ".repeat(count);

test("readingMinutes(markdown) counts the words of the prose", () => {
  assert.equal(readingMinutes(""), 1);
  assert.equal(readingMinutes(words(660)), 3);
  assert.equal(readingMinutes(`${words(660)}\n\n\`\`\`ts\n${words(660)}\n\`\`\`\n`), 3);
  assert.equal(readingMinutes(`${words(660)} <b class="${words(660)}">`), 3);
});

test("readingMinutes(markdown) adds time for formulas and figures", () => {
  assert.equal(readingMinutes(words(220) + "\n$$\na\n$$\n".repeat(6)), 2);
  assert.equal(readingMinutes(words(110) + "\n<figure>\n</figure>\n".repeat(2)), 2);
});
