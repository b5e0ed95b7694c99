import assert from "node:assert/strict";
import {it} from "node:test";
import {readingSession} from "../../src/own/reading-session.js";
import {idxFile, pngFile} from "../reading/file-makers.js";
import {safetensorsFile} from "../reading/model-makers.js";

/** Returns a file as a browser gives it. */
function chosen(path: string, bytes: Uint8Array) {
  return {path, file: new File([bytes as Uint8Array<ArrayBuffer>], path)};
}

const untold = () => {};

it("readingSession.images(chosen) gives images", async () => {
  const files = [chosen("a", idxFile([1, 1, 3], [1, 2, 3]))];
  const {pixels} = await readingSession.images({files}, untold);
  assert.deepEqual(Array.from(pixels), [1, 2, 3]);
});

it("readingSession.images(chosen) tells how much of many files is done", async () => {
  const files = Array.from({length: 70}, (_, i) =>
    chosen(`${i}.png`, pngFile(1, 1, Uint8Array.of(i)))
  );
  const told: number[][] = [];
  const {pixels} = await readingSession.images({files}, (...progress) => told.push(progress));
  assert.deepEqual(told.slice(0, 3), [
    [32, 70],
    [64, 70],
    [70, 70]
  ]);
  assert.deepEqual(
    Array.from(pixels),
    Array.from({length: 70}, (_, i) => i)
  );
});

it("readingSession.images(chosen) throws one sentence where files cannot be used", async () => {
  const files = [chosen("cat.gif", Uint8Array.of(71, 73, 70, 56))];
  await assert.rejects(readingSession.images({files}, untold), {
    message:
      "invalid cat.gif: a file of a kind that is not read here, " +
      "expected an IDX, NumPy, CSV, PNG or JPEG file, or a zip of them"
  });
});

it("readingSession.images(chosen) looks at sizes before it reads anything", async () => {
  const file = chosen("a", new Uint8Array(0)).file;
  Object.defineProperty(file, "size", {value: 600 * 2 ** 20});
  file.arrayBuffer = () => Promise.reject(new Error("read"));
  await assert.rejects(readingSession.images({files: [{path: "a", file}]}, untold), {
    message: "invalid choice: 1 file of 600 MiB, expected at most 512 MiB"
  });
});

it("readingSession.images(chosen) says so where a file is gone", async () => {
  const {path, file} = chosen("a.png", new Uint8Array(3));
  file.arrayBuffer = () => Promise.reject(new Error("not found"));
  await assert.rejects(readingSession.images({files: [{path, file}]}, untold), {
    message:
      "invalid a.png: it cannot be read (not found), " +
      "expected a file that is still where it was chosen"
  });
});

it("readingSession.model(chosen) gives a model", async () => {
  const facts = {
    format: 1,
    image: {width: 1, height: 1},
    layout: "input, output",
    decoder: {hidden: [], output: {weight: "w", bias: "b", activation: "sigmoid"}}
  };
  const weights = safetensorsFile({w: [[1, 1], [2]], b: [[1], [0]]}, {mlp: JSON.stringify(facts)});
  const files = [chosen("a.safetensors", weights)];
  const {title, network} = structuredClone(await readingSession.model({files}, untold));
  assert.ok(network.type === "packed");
  assert.deepEqual([title, network.model.latentSize], ["a.safetensors", 1]);
});

it("readingSession.trained(chosen) refuses what is no zip of a model, and more than one file", async () => {
  const size = {side: 2, codes: 2};
  const files = [chosen("not.zip", new TextEncoder().encode("this is no zip at all, but a text"))];
  await assert.rejects(readingSession.trained({files, ...size}, untold), {
    message: "invalid not.zip: no directory at its end, expected a whole zip; it may be cut short"
  });
  const two = [...files, chosen("b.zip", new Uint8Array(3))];
  await assert.rejects(readingSession.trained({files: two, ...size}, untold), {
    message: "invalid choice: 2 files, expected one"
  });
});
