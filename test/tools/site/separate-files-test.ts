import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {separateFiles} from "../../../tools/site/separate-files.js";
import {temporaryFolder} from "../temporary-folder.js";

const together = {name: "a", cache: "_node", holds: ["b/c.js"], canBeSlim: true} as const;
const bundle = {...together, holds: [...together.holds]};

test("separateFiles(bundle) gives one file that holds all, and one for each other name", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "src"));
  assert.deepEqual(
    (await separateFiles(bundle, folder, false)).map(({name, entry, external}) => [
      name,
      entry,
      external
    ]),
    [
      ["a", 'export * from "a";\nexport * from "b/c.js";', undefined],
      ["b/c.js", 'export * from "a";', ["a"]]
    ]
  );
});

test("separateFiles(bundle) cuts a slim site down to what it imports by each name", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "src"));
  await writeFile(
    join(folder, "src", "one.ts"),
    'import {x, type T} from "a";\nimport {z, y} from "b/c.js";'
  );
  assert.deepEqual(
    (await separateFiles(bundle, folder, true)).map(({entry}) => entry),
    ['export {x} from "a";\nexport {y, z} from "b/c.js";', 'export {y, z} from "a";']
  );
});

test("separateFiles(bundle) leaves an entry as it is where nothing is cut", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "src"));
  const own = {name: "a", cache: "_node", entry: "export let a;"} as const;
  assert.deepEqual(await separateFiles(own, folder, true), [own]);
});
