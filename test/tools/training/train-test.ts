import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {mkdir, readFile, readdir, writeFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {join} from "node:path";
import {it} from "node:test";
import {fileURLToPath, pathToFileURL} from "node:url";
import {parseManifest} from "../../../src/formats/manifest.js";
import {randomSource} from "../../../src/math/random.js";
import {runsWhole} from "../../whole.js";
import {temporaryFolder} from "../temporary-folder.js";

const script = fileURLToPath(new URL("../../../tools/train.ts", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Runs the command in a folder; returns its exit code and output when it ends. */
function train(folder: string, words: string[], onLine: (line: string, stop: () => void) => void) {
  return new Promise<{code: number | null; output: string}>((resolve) => {
    const args = ["--import", tsx, script, "--model", "mnist-2d", ...words];
    const child = spawn(process.execPath, args, {cwd: folder});
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        onLine(text, () => child.kill("SIGINT"));
      });
    }
    child.on("close", (code) => resolve({code, output}));
  });
}

/** Writes a data set of noise in IDX format, as mnist/ below a folder. */
async function writeNoise(folder: string, counts: {train: number; t10k: number}): Promise<void> {
  await mkdir(join(folder, "mnist"), {recursive: true});
  const source = randomSource(3);
  for (const [split, n] of Object.entries(counts)) {
    const word = (value: number) => [
      value >>> 24,
      (value >>> 16) & 255,
      (value >>> 8) & 255,
      value & 255
    ];
    const bytes = (count: number, range: number) =>
      Array.from({length: count}, () => range * source());
    const images = [0, 0, 8, 3, ...word(n), ...word(28), ...word(28), ...bytes(n * 784, 256)];
    const labels = [0, 0, 8, 1, ...word(n), ...bytes(n, 10)];
    await writeFile(join(folder, "mnist", `${split}-images-idx3-ubyte`), Uint8Array.from(images));
    await writeFile(join(folder, "mnist", `${split}-labels-idx1-ubyte`), Uint8Array.from(labels));
  }
}

async function results(folder: string, out: string) {
  const path = join(folder, out, "mnist-2d", "manifest.json");
  return parseManifest(JSON.parse(await readFile(path, "utf8")));
}

it("npm run train writes a model; stopped by Ctrl-C and resumed, it writes the same", async (t) => {
  const folder = await temporaryFolder(t);
  const images = runsWhole ? 1000 : 300;
  await writeNoise(folder, {train: images, t10k: 60});
  const words = ["--data", folder, "--epochs", "8", "--seed", "2"];

  const whole = await train(folder, [...words, "--out", "whole"], () => {});
  assert.equal(whole.code, 0, whole.output);
  assert.match(whole.output, /mnist-2d epoch 8\/8 {2}ELBO -\d+\.\d\d nats {2}\d+ images\/s/);
  assert.match(whole.output, /−ELBO \d+\.\d\d nats per test image/);
  const expected = await results(folder, "whole");
  assert.deepEqual((await readdir(join(folder, "whole", "mnist-2d"))).toSorted(), [
    "CARD.md",
    "codes.bin",
    "decoder",
    "encoder",
    "golden.json",
    "manifest.json"
  ]);
  assert.equal(expected.training.imagesSeen, 8 * images);
  assert.equal(expected.training.images, images);
  assert.equal(expected.results.testImages, 60);

  const stopped = await train(folder, [...words, "--out", "parted"], (line, stop) => {
    if (/epoch 2\/8/.test(line)) stop();
  });
  assert.equal(stopped.code, 130, stopped.output);
  assert.match(stopped.output, /--seed 2 --resume goes on from here/);
  await assert.rejects(results(folder, "parted"), {code: "ENOENT"});

  const resumed = await train(folder, [...words, "--out", "parted", "--resume"], () => {});
  assert.equal(resumed.code, 0, resumed.output);
  assert.doesNotMatch(resumed.output, /epoch 1\/8/);
  const actual = await results(folder, "parted");
  assert.deepEqual(actual.results, expected.results);
  assert.deepEqual(actual.files, expected.files);
});

it("npm run train says in one sentence what is wrong with its words", async (t) => {
  const folder = await temporaryFolder(t);
  for (const [words, message] of [
    [["--epochs", "two"], "invalid --epochs: two, expected an integer ≥ 0"],
    [["--engine", "gpu"], "unknown engine: gpu, expected kernel or tfjs"],
    [["--data", "nowhere"], "missing nowhere"]
  ] as const) {
    const {code, output} = await train(folder, [...words], () => {});
    assert.equal(code, 1);
    assert.ok(output.includes(message), output);
    assert.doesNotMatch(output, /^ {4}at /m);
  }
});
