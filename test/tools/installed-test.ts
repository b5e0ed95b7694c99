import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {promisify} from "node:util";
import {projectFolder} from "../../tools/project.js";
import {temporaryFolder} from "./temporary-folder.js";

const run = promisify(execFile);
const script = join(projectFolder, "tools", "installed.mjs");

test("a build after an installation that was cut off says what to do", async (t) => {
  const folder = await temporaryFolder(t);
  const modules = join(folder, "node_modules");
  const facts = {dependencies: {a: "1"}, devDependencies: {"@b/c": "1"}};
  writeFileSync(join(folder, "package.json"), JSON.stringify(facts));
  const said = () =>
    run(process.execPath, [script, folder]).then(
      ({stderr}) => stderr,
      ({code, stderr}: {code: number; stderr: string}) => `${code}: ${stderr}`
    );
  const advice = "run `npm ci` again, to its end, and then this command.\n";
  assert.equal(await said(), `1: a is missing, and 1 more: ${advice}`);
  for (const name of ["a", "@b/c"]) {
    mkdirSync(join(modules, name), {recursive: true});
    writeFileSync(join(modules, name, "package.json"), "{}");
  }
  assert.equal(await said(), `1: The installation was cut off: ${advice}`);
  writeFileSync(join(modules, ".package-lock.json"), "{}");
  assert.equal(await said(), "");
  rmSync(join(modules, "@b"), {recursive: true});
  assert.equal(await said(), `1: @b/c is missing: ${advice}`);
});
