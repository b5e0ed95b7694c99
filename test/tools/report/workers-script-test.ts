import assert from "node:assert/strict";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {classicLibrary} from "../../../tools/report/browser/classic-library.js";
import {workersScript} from "../../../tools/report/workers-script.js";

/** What a worker of the fixture leaves in its global object. */
interface Self {
  aevbWorker: string;
  done?: string;
  isMade?: boolean;
}

test("workersScript(dist, paths, modules) is one script that becomes the worker of a path", async (t) => {
  const dist = await mkdtemp(join(tmpdir(), "workers-"));
  t.after(() => rm(dist, {recursive: true}));
  await mkdir(join(dist, "_import"));
  const write = (name: string, code: string) => writeFile(join(dist, "_import", name), code);
  await write("shared.js", 'export const twice = (text) => text + text; // "once"');
  await write("a.js", 'import {twice} from "./shared.js"; self.done = twice("a");');
  await write(
    "b.js",
    'import {twice} from "./shared.js"; import {big} from "./library.js"; self.done = twice(big);'
  );
  const library = `self.isMade = true;\nconst big = "B".repeat(1);\n// ${" ".repeat(500_000)}\nexport{big};`;
  await write("library.js", library);

  const {code, libraries} = await workersScript(
    dist,
    ["_import/a.js", "_import/b.js"],
    new Map([["_import/library.js", library]])
  );
  assert.deepEqual(libraries, ["_import/library.js"]);
  const run = (path: string): Self => {
    const self: Self = {aevbWorker: path};
    new Function("self", classicLibrary("_import/library.js", library) + code)(self);
    return self;
  };
  assert.deepEqual(
    ["_import/a.js", "_import/b.js"].map((path) => {
      const {done, isMade = false} = run(path);
      return [done, isMade];
    }),
    [
      ["aa", false],
      ["BB", true]
    ],
    "a library is made for who asks for it"
  );
});
