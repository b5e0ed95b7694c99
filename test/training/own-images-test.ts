import assert from "node:assert/strict";
import {it} from "node:test";
import type {OwnImages} from "../../src/reading/own-images.js";
import {ownImages} from "../../src/reading/own-images.js";
import {splitOwnImages} from "../../src/training/own-images.js";
import {fittingPlan, presetPlan} from "../../src/training/plan.js";

/** Returns images of one pixel, which tells each from all others. */
function numbered(count: number, label?: (i: number) => number, first = 0): OwnImages {
  const pixels = Uint8Array.from({length: count}, (_, i) => first + i);
  const labels = label && Uint8Array.from(pixels, (_, i) => label(i));
  const facts = {source: "a", range: [0, 255] as [number, number], scaling: "", notes: []};
  return ownImages({count, width: 1, height: 1, pixels, ...(labels && {labels}), ...facts});
}

const sorted = (values: ArrayLike<number>) => Array.from(values).toSorted((a, b) => a - b);

it("splitOwnImages(images) holds out a tenth of every class, though they are sorted", () => {
  const own = numbered(200, (i) => Math.floor(i / 40));
  const {train, heldOut, labels, notes} = splitOwnImages(own);
  assert.deepEqual([train.count, heldOut.count], [180, 20]);
  assert.deepEqual(
    sorted(labels!),
    [0, 1, 2, 3, 4].flatMap((label) => Array(4).fill(label))
  );
  assert.deepEqual(
    Array.from(labels!),
    Array.from(heldOut.pixels, (pixel) => Math.floor(pixel / 40))
  );
  const all = [...(train.pixels as Uint8Array), ...(heldOut.pixels as Uint8Array)];
  assert.deepEqual(sorted(all), sorted(own.pixels));
  assert.deepEqual(notes, ["Held out: 20 of 200 images, drawn by seed 0 from every class."]);
  assert.deepEqual(splitOwnImages(own).heldOut.pixels, heldOut.pixels);
});

it("splitOwnImages(images) draws from all where no class is known, and not the last ones", () => {
  const {train, heldOut} = splitOwnImages(numbered(100));
  assert.equal(heldOut.count, 10);
  assert.ok(sorted(heldOut.pixels)[0] < 50);
  assert.equal(new Set([...(train.pixels as Uint8Array), ...heldOut.pixels]).size, 100);
});

it("splitOwnImages(images) holds out what the files set apart, or a share of all", () => {
  const test = numbered(20, (i) => i % 2, 100);
  const own = {...numbered(60, (i) => i % 2), test};
  const files = splitOwnImages(own);
  assert.deepEqual(files.train.pixels, own.pixels);
  assert.deepEqual(sorted(files.heldOut.pixels), Array.from(test.pixels));
  assert.deepEqual(files.notes, ["Held out: the 20 images that the files set apart."]);
  const drawn = splitOwnImages(own, {invert: false, transpose: false, heldOut: 0.2});
  assert.deepEqual([drawn.train.count, drawn.heldOut.count], [64, 16]);
});

it("splitOwnImages(images, {invert}) exchanges ink and paper in both parts", () => {
  const {train, heldOut} = splitOwnImages(numbered(20), {invert: true, transpose: false});
  const all = [...(train.pixels as Uint8Array), ...heldOut.pixels];
  assert.deepEqual(
    sorted(all),
    Array.from({length: 20}, (_, i) => 236 + i)
  );
});

it("splitOwnImages(images, {classless}) knows of no classes", () => {
  const own = numbered(100, (i) => i % 4);
  const {labels, classNames, notes} = splitOwnImages(own, {
    invert: false,
    transpose: false,
    classless: true
  });
  assert.deepEqual([labels, classNames], [undefined, undefined]);
  assert.deepEqual(notes, ["Held out: 10 of 100 images, drawn by seed 0."]);
});

it("splitOwnImages(images) keeps at least one image for each part", () => {
  const two = splitOwnImages(numbered(2));
  assert.deepEqual([two.train.count, two.heldOut.count], [1, 1]);
  const alone = splitOwnImages(numbered(3, (i) => i));
  assert.deepEqual([alone.train.count, alone.heldOut.count], [2, 1]);
  assert.throws(
    () => splitOwnImages(numbered(1)),
    /^Error: invalid images: 1, expected at least 2/
  );
});

it("splitOwnImages(images) holds out 2,000 at most, and says of how many", () => {
  const test = numbered(2500, (i) => i % 10);
  const {heldOut, notes} = splitOwnImages({...numbered(50, (i) => i % 10), test});
  assert.equal(heldOut.count, 2000);
  assert.match(notes[0], /2,000 of the 2,500 images that the files set apart, drawn by seed 0/);
});

it("splitOwnImages(images) names classes beyond the colors, from 1 as from 0", () => {
  const {labels, classNames, notes} = splitOwnImages(numbered(250, (i) => 1 + (i % 26)));
  assert.equal(classNames!.length, 26);
  assert.deepEqual([classNames![0], classNames![25]], ["1", "26"]);
  assert.ok(labels!.every((label) => label < 26));
  assert.match(notes[1], /^The 10 colors of the codes are used more than once: 26 classes\.$/);
});

it("fittingPlan(plan, images) lowers the minibatch to what there is", () => {
  const plan = presetPlan("viewer", {dataset: "own"});
  assert.equal(fittingPlan(plan, 10).batchSize, 10);
  assert.equal(fittingPlan(plan, 100), plan);
});
