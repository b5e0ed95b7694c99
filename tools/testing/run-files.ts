import {mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {run} from "node:test";
import {spec} from "node:test/reporters";
import {projectFolder} from "../project.js";
import {expectedSeconds, recordSeconds} from "./durations.js";
import {shards} from "./shards.js";

const folder = join(projectFolder, ".cache", "tests");
const shardsPerProcess = 3; // more than one, so that no process waits long for the last one
const timeout = 20 * 60_000; // milliseconds that one shard may take

/**
 * Returns the module that runs some test files in one process, one after the other, each in a
 * suite of its own: what a file asks for before and after its tests is done for its own only. A
 * suite around it tells when the file is over, also where what it asks for before has failed.
 */
function shardModule(files: readonly string[]): string {
  return `import {after, describe} from "node:test";
for (const file of ${JSON.stringify(files)}) {
  await new Promise((done) => {
    describe(file, () => {
      after(done); // so that one file is over when the next one is read
      describe(\`tests of \${file}\`, () => import(\`../../\${file}\`));
    });
  });
}
`;
}

/**
 * Runs test files, spread over some processes, and prints what they find: each test as it ends, and
 * last the failures and the totals.
 *
 * @returns a promise to whether all of them have run and passed
 */
export async function runFiles(files: readonly string[], processes: number): Promise<boolean> {
  await mkdir(folder, {recursive: true});
  const groups = shards(files, shardsPerProcess * processes, expectedSeconds());
  const modules = groups.map((_, i) => join(folder, `${process.pid}-${i + 1}.js`));
  await Promise.all(modules.map((path, i) => writeFile(path, shardModule(groups[i]!))));
  try {
    return await report(modules, files, processes);
  } finally {
    await Promise.all(modules.map((path) => rm(path)));
  }
}

async function report(
  modules: string[],
  files: readonly string[],
  processes: number
): Promise<boolean> {
  const missing = new Set(files);
  const seconds: Record<string, number> = {};
  let passed = true;
  const events = run({files: modules, concurrency: processes, timeout});
  const ended = ({name, details}: {name: string; details: {duration_ms: number}}) => {
    if (missing.delete(name)) seconds[name] = details.duration_ms / 1000;
  };
  events.on("test:pass", ended);
  events.on("test:fail", (test) => {
    passed = false;
    ended(test);
  });
  for await (const text of events.compose(new spec())) process.stdout.write(text as string);
  recordSeconds(seconds);
  for (const file of missing) console.error(`not run to its end: ${file}`);
  return passed && missing.size === 0;
}
