import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {it} from "node:test";
import {promisify} from "node:util";
import {projectFolder} from "../../../tools/project.js";

const sources = {
  "a-test.js":
    'import {before, it} from "node:test"; before(() => { throw new Error("cold"); }); it("a", () => {});',
  "b-test.js": 'throw new Error("unreadable");',
  "c-test.js": 'import {it} from "node:test"; it("c", () => console.log("c has run"));'
};

it("runFiles(files, 1) runs the files after one whose preparation fails, or that cannot be read", async () => {
  const cache = join(projectFolder, ".cache", "tests");
  await mkdir(cache, {recursive: true});
  const folder = await mkdtemp(join(cache, "runs-"));
  try {
    const files = Object.keys(sources).map((name) => relative(projectFolder, join(folder, name)));
    await Promise.all(
      Object.entries(sources).map(([name, text]) => writeFile(join(folder, name), text))
    );
    const runner = join(folder, "run.js");
    await writeFile(
      runner,
      `import {runFiles} from "../../../tools/testing/run-files.js";
      console.log("passed:", await runFiles(${JSON.stringify(files)}, 1));`
    );
    const {NODE_TEST_CONTEXT: _, ...env} = process.env; // else the inner run would run nothing
    const args = ["--import", "tsx", runner];
    const {stdout} = await promisify(execFile)(process.execPath, args, {cwd: projectFolder, env});
    assert.match(stdout, /c has run/);
    assert.match(stdout, /Error: cold/);
    assert.match(stdout, /Error: unreadable/);
    assert.match(stdout, /passed: false/);
  } finally {
    await rm(folder, {recursive: true});
  }
});
