/**
 * Runs tests: `tsx tools/test.ts unit` or `pages`, then words that a file's path has to contain, as
 * in `npm run test:unit -- normal`. With `--all`, slow tests leave nothing out. `changed` runs what
 * differs from the last commit, or from another one by `--base`, can break.
 */
import {execFileSync} from "node:child_process";
import {availableParallelism} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {projectFolder} from "./project.js";
import {affectedTests} from "./testing/affected.js";
import {changedFiles, isSiteOlderThan, sourceTexts} from "./testing/changes.js";
import {runFiles} from "./testing/run-files.js";
import {shareBrowser} from "./testing/shared-browser.js";
import {suiteOf, suites, testFiles, type Suite} from "./testing/test-files.js";

const {values, positionals} = parseArgs({
  options: {
    all: {type: "boolean", default: false},
    base: {type: "string", default: "HEAD"}
  },
  allowPositionals: true
});
const [what, ...words] = positionals;
if (values.all) process.env.AEVB_TESTS = "all"; // see test/whole.ts

/** Returns how many processes run a suite: a test of pages waits for a fifth of its time. */
function processesOf(suite: Suite): number {
  return availableParallelism() + (suite === "pages" ? 1 : 0);
}

/** Runs test files of one suite, and returns a promise to whether all of them passed. */
async function runSuite(suite: Suite, files: readonly string[]): Promise<boolean> {
  const stop = suite === "pages" ? await shareBrowser() : undefined;
  try {
    return await runFiles(files, processesOf(suite));
  } finally {
    await stop?.();
  }
}

async function runChanged(base: string): Promise<boolean> {
  const changed = changedFiles(base);
  const files = affectedTests(changed, sourceTexts()).filter(hasWords);
  console.log(`${changed.length} changed files, ${files.length} test files that they can break`);
  let passed = true;
  for (const suite of suites) {
    const some = files.filter((path) => suiteOf(path) === suite);
    if (some.length === 0) continue;
    if (suite === "pages" && isSiteOlderThan(changed.filter((path) => !path.startsWith("test/")))) {
      const build = ["--import", "tsx", join("tools", "build.ts"), "--offline"];
      execFileSync(process.execPath, build, {cwd: projectFolder, stdio: "inherit"});
    }
    passed = (await runSuite(suite, some)) && passed;
  }
  return passed;
}

function hasWords(path: string): boolean {
  return words.every((word) => path.includes(word));
}

async function run(): Promise<boolean> {
  if (what === "changed") return runChanged(values.base);
  const suite = suites.find((name) => name === what);
  if (suite === undefined)
    throw new Error(`invalid suite: ${what}; ${suites.join(", ")} or changed`);
  const files = (await testFiles()).filter((path) => suiteOf(path) === suite && hasWords(path));
  if (files.length === 0) throw new Error(`no ${suite} test: ${words.join(" ")}`);
  return runSuite(suite, files);
}

process.exitCode = (await run()) ? 0 : 1;
