/**
 * Runs tests: `tsx tools/test.ts unit` or `pages`, then words that a file's path has to contain, as
 * in `npm run test:unit -- normal`. With `--all`, slow tests leave nothing out.
 */
import {availableParallelism} from "node:os";
import {parseArgs} from "node:util";
import {runFiles} from "./testing/run-files.js";
import {shareBrowser} from "./testing/shared-browser.js";
import {suiteOf, suites, testFiles, type Suite} from "./testing/test-files.js";

const {values, positionals} = parseArgs({
  options: {all: {type: "boolean", default: false}},
  allowPositionals: true
});
const [suite, ...words] = positionals;
if (!suites.includes(suite as Suite)) {
  throw new Error(`invalid suite: ${suite}; ${suites.join(" or ")}`);
}

const files = (await testFiles())
  .filter((path) => suiteOf(path) === suite)
  .filter((path) => words.every((word) => path.includes(word)));
if (files.length === 0) throw new Error(`no ${suite} test: ${words.join(" ")}`);
if (values.all) process.env.AEVB_TESTS = "all"; // see test/whole.ts
const stop = suite === "pages" ? await shareBrowser() : undefined;
process.exitCode = (await runFiles(files, availableParallelism())) ? 0 : 1;
await stop?.();
