import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {projectFolder} from "../../tools/project.js";
import {chapters} from "../../tools/site/contents.js";

it("the source of every page of the contents can be had, in their order", () => {
  // The module itself runs in a page only: Framework finds its files by their literal names.
  const module = readFileSync(join(projectFolder, "src", "cells", "page-sources.ts"), "utf8");
  const named = module.matchAll(
    /^ {2}"?([\w-]+)"?: \(\) => FileAttachment\("\.\.\/([\w-]+)\.md"\)/gm
  );
  assert.deepEqual(
    Array.from(named, ([, page, file]) => [page, file]),
    chapters.map(({path}) => [path.slice(1), path.slice(1)])
  );
});
