import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {it} from "node:test";
import {parseArgs} from "node:util";
import {readImages} from "../../../src/reading/images.js";
import {runCommand} from "../../../src/training/command.js";
import {choiceOptions, noChoices, splitOwnImages} from "../../../src/training/own-images.js";
import {presetPlan} from "../../../src/training/plan.js";
import {fingerprint} from "../../../src/training/run.js";
import {ownRun, ownRunOptions} from "../../../tools/training/own-run.js";
import {fileSets} from "../../../tools/training/sets.js";
import {npyFile, pngFile} from "../../reading/file-makers.js";
import {temporaryFolder} from "../temporary-folder.js";

const pixels = (count: number) => Uint8Array.from({length: 24 * count}, (_, i) => (i * 41) % 256);

it("fileSets(paths) gives the images that the page trains on, by their fingerprint", async (t) => {
  const folder = await temporaryFolder(t);
  const bytes = npyFile("|u1", [40, 4, 6], pixels(40));
  await writeFile(join(folder, "mine.npy"), bytes);
  const page = splitOwnImages(await readImages([{name: "mine.npy", bytes}]));
  const {train, test} = await fileSets([join(folder, "mine.npy")]);
  assert.equal(fingerprint(train), fingerprint(page.train));
  assert.equal(fingerprint(test), fingerprint(page.heldOut));
  assert.deepEqual([train.count, test.count, test.width, test.height], [36, 4, 6, 4]);
});

it("fileSets(paths, choices) keeps colors, or turns them to grey", async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, "colors.npy");
  await writeFile(path, npyFile("|u1", [20, 2, 4, 3], pixels(20)));
  const {train, test} = await fileSets([path]);
  assert.deepEqual([test.width, test.height, test.channels], [4, 2, 3]);
  assert.equal(train.pixels.length / train.count, 24);
  const grey = await fileSets([path], {...noChoices, grey: true});
  assert.deepEqual([grey.test.channels, grey.train.pixels.length], [undefined, 18 * 8]);
  assert.match(grey.notes[0], /grey by luminance/);
});

it("fileSets(paths) reads a folder of PNG images, whose folders are the classes", async (t) => {
  const folder = await temporaryFolder(t);
  for (const label of [0, 1]) {
    await mkdir(join(folder, "birds", String(label)), {recursive: true});
    for (let i = 0; i < 10; ++i) {
      const image = pngFile(
        6,
        4,
        pixels(20)
          .subarray(24 * (10 * label + i))
          .subarray(0, 24)
      );
      await writeFile(join(folder, "birds", String(label), `${i}.png`), image);
    }
  }
  const {train, test} = await fileSets([join(folder, "birds")]);
  assert.deepEqual([train.count, test.count], [18, 2]);
  await assert.rejects(fileSets([join(folder, "gone")]), {
    message: `invalid --files: ${join(folder, "gone")}, expected a file or a folder`
  });
});

it("the command of a run on own files gives its plan and its files back", async () => {
  const plan = {...presetPlan("viewer", {dataset: "own"}), images: 36};
  const files = ["my birds.npy", "labels.npy"];
  const choices = {
    grey: true as const,
    invert: true,
    transpose: true,
    scale: {paper: -1, ink: 1},
    heldOut: 0.2,
    classless: true as const
  };
  const command = runCommand(plan, {steps: 20, files, choices: choiceOptions(choices)});
  assert.match(command, /--steps 20 --files 'my birds.npy' --files labels.npy --grey --invert /);
  const words = command.replace("npm run train -- ", "").match(/'[^']*'|\S+/g)!;
  const args = words.map((word) => word.replaceAll("'", ""));
  const {values} = parseArgs({args, options: ownRunOptions});
  assert.deepEqual(await ownRun(values), {plan, steps: 20, files, choices});
});
