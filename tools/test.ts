/**
 * Runs tests: `tsx tools/test.ts unit`, `pages` or `browsers`, then words that a file's path has to
 * contain, as in `npm run test:unit -- normal`. With `--all`, slow tests leave nothing out. `changed`
 * runs the units and pages that what differs from the last commit, or from another one by `--base`,
 * can break.
 */
import {execFileSync} from "node:child_process";
import {availableParallelism} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {describeBrowser, findOtherBrowser, otherBrowsers} from "./browser/other-browsers.js";
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

/**
 * Returns how many processes run a suite: a test of pages waits for a fifth of its time. Browsers
 * beside Chromium have one process each, and are tried one after the other.
 */
function processesOf(suite: Suite): number {
  if (suite === "browsers") return 1;
  return availableParallelism() + (suite === "pages" ? 1 : 0);
}

/** Says which browsers beside Chromium are missing; returns whether one is there. */
function hasOtherBrowser(): boolean {
  const missing = otherBrowsers.filter((name) => findOtherBrowser(name) === undefined);
  for (const {title, packages} of missing.map(describeBrowser)) {
    console.log(`${title} is missing, so nothing is tried in it: Debian has it in ${packages}.`);
  }
  return missing.length < otherBrowsers.length;
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
  const files = affectedTests(changed, sourceTexts()).filter(
    (path) => hasWords(path) && suiteOf(path) !== "browsers"
  );
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
  if (suite === "browsers" && !hasOtherBrowser()) return false;
  return runSuite(suite, files);
}

process.exitCode = (await run()) ? 0 : 1;
