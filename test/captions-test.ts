import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectFolder} from "../tools/project.js";

/** The most words of a caption; what needs more stands in its fold. */
const MOST_WORDS = 40;

const source = join(projectFolder, "src");
const captions = readdirSync(source)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => {
    const markdown = readFileSync(join(source, name), "utf8");
    const found = markdown.matchAll(/<figcaption>([\s\S]*?)<\/figcaption>/g);
    return Array.from(found, ([, text]) => ({name, text: text!}));
  });

test("no caption says left or right: on a phone the parts of a figure lie one below the other", () => {
  const sided = /\b(Left|Right|Middle)\b|\bat the (left|right)\b/;
  const wrong = captions.filter(({text}) => sided.test(text));
  assert.deepEqual(wrong, []);
});

test(`captions have at most ${MOST_WORDS} words, their folds and what is put in left out`, () => {
  const wordsOf = (text: string) =>
    text
      .replace(/<details[\s\S]*<\/details>/, "")
      .replace(/\$\{[^}]*\}/g, "")
      .replace(/\$[^$]*\$/g, "x")
      .replace(/<[^>]*>/g, "")
      .split(/\s+/)
      .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const long = captions
    .map(({name, text}) => ({name, words: wordsOf(text), text: text.slice(0, 60)}))
    .filter(({words}) => words > MOST_WORDS);
  assert.deepEqual(long, []);
});
