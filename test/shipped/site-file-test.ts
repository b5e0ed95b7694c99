import assert from "node:assert/strict";
import {test} from "node:test";
import {sourceTexts} from "../../tools/testing/changes.js";

/** What reads a file without looking at whether it is whole. */
const UNCHECKED =
  /FileAttachment\(\s*"[^"]+"\s*\)\s*\.(json|text|image|arrayBuffer|blob|stream|csv|tsv|dsv)\(/;

test("what a page says of a file that it lacks has a place in that page", () => {
  const asked = [...sourceTexts()].filter(([path]) => /^src\/[^/]+\.md$/.test(path));
  const wrong = asked.flatMap(([path, text]) =>
    Array.from(text.matchAll(/untilRead\((?:"([^"]*)")?/g), ([call, id]) =>
      id !== undefined && text.includes(` id="${id}"`) ? [] : [`${path}: ${call}`]
    ).flat()
  );
  assert.deepEqual(wrong, []);
});

test("pages and modules read no file of the site without its checksum", () => {
  const found = [...sourceTexts()]
    .filter(([path, text]) => path.startsWith("src/") && UNCHECKED.test(text))
    .map(([path]) => path);
  assert.deepEqual(found, []);
});
