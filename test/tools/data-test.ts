import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {it, type TestContext} from "node:test";
import {temporaryFolder} from "./temporary-folder.js";

const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7);

it("data --data DIR --only mnist prints a line for each split", async (t) => {
  const folder = await mnistFolder(t);
  assert.deepEqual(await runData(["--data", folder, "--only", "mnist"]), {
    code: 0,
    stdout:
      "mnist train: 1 × 2 × 1 pixels, mean 0.5000 of 1\n" +
      "mnist test: 1 × 2 × 1 pixels, mean 0.5000 of 1\n",
    stderr: ""
  });
});

it("data checks the folder that AEVB_DATA names", async (t) => {
  const {code, stderr} = await runData([], {AEVB_DATA: await mnistFolder(t)});
  assert.strictEqual(code, 1);
  assert.match(
    stderr,
    /^missing .*fashion-mnist.train-images-idx3-ubyte\.gz: neither it nor .*\n$/
  );
});

it("data --only ID refuses an unknown data set", async () => {
  assert.deepEqual(await runData(["--only", "letters"]), {
    code: 1,
    stdout: "",
    stderr: "invalid --only: letters, expected mnist or fashion-mnist\n"
  });
});

it("data refuses an unknown option", async () => {
  const {code, stderr} = await runData(["--ony", "mnist"]);
  assert.strictEqual(code, 1);
  assert.match(stderr, /^Unknown option '--ony'/);
});

/** Returns a folder with a data set of one image, in both splits, until the test ends. */
async function mnistFolder(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "mnist"));
  for (const split of ["train", "t10k"]) {
    await writeFile(join(folder, "mnist", `${split}-images-idx3-ubyte`), images);
    await writeFile(join(folder, "mnist", `${split}-labels-idx1-ubyte`), labels);
  }
  return folder;
}

/** Returns a promise to what tools/data.ts prints when it is run with these arguments. */
function runData(args: string[], environment: Record<string, string> = {}) {
  const env = {...process.env, AEVB_DATA: "", ...environment};
  const script = join(import.meta.dirname, "..", "..", "tools", "data.ts");
  return new Promise<{code: unknown; stdout: string; stderr: string}>((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", script, ...args],
      {env},
      (error, stdout, stderr) => resolve({code: error?.code ?? 0, stdout, stderr})
    );
  });
}
