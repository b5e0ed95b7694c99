import assert from "node:assert/strict";
import {test} from "node:test";
import {sourceTexts} from "../../tools/testing/changes.js";

/** What reads a file without looking at whether it is whole. */
const UNCHECKED =
  /FileAttachment\(\s*"[^"]+"\s*\)\s*\.(json|text|image|arrayBuffer|blob|stream|csv|tsv|dsv)\(/;

test("pages and modules read no file of the site without its checksum", () => {
  const found = [...sourceTexts()]
    .filter(([path, text]) => path.startsWith("src/") && UNCHECKED.test(text))
    .map(([path]) => path);
  assert.deepEqual(found, []);
});
