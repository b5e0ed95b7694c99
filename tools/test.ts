/**
 * Runs the tests: `tsx tools/test.ts unit` or `e2e`, then words that a file's path has to contain,
 * as in `npm run test:unit -- normal`. Node 20's runner finds no TypeScript files by itself.
 */
import {spawn} from "node:child_process";
import {readdir} from "node:fs/promises";
import {join, relative, sep} from "node:path";
import {projectFolder} from "./project.js";

const [suite, ...words] = process.argv.slice(2);
if (suite !== "unit" && suite !== "e2e") throw new Error(`invalid suite: ${suite}; unit or e2e`);

const entries = await readdir(join(projectFolder, "test"), {recursive: true, withFileTypes: true});
const files = entries
  .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
  .filter((path) => path.endsWith("-test.ts"))
  .filter((path) => path.startsWith("test/e2e/") === (suite === "e2e"))
  .filter((path) => words.every((word) => path.includes(word)))
  .toSorted();
if (files.length === 0) throw new Error(`no ${suite} test: ${words.join(" ")}`);

// The tests of a real browser share its machine's time, so they run one file after the other.
const order = suite === "e2e" ? ["--test-concurrency=1"] : [];
spawn(process.execPath, ["--import", "tsx", "--test", "--test-reporter=spec", ...order, ...files], {
  cwd: projectFolder,
  stdio: "inherit"
}).on("exit", (code) => (process.exitCode = code ?? 1));
