import assert from "node:assert/strict";
import {it} from "node:test";
import type {ReadingAnswer} from "../../src/own/reading-session.js";
import {readingSession} from "../../src/own/reading-session.js";
import {defaultLimits} from "../../src/reading/file.js";
import {idxFile, pngFile} from "../reading/file-makers.js";
import {safetensorsFile} from "../reading/model-makers.js";

/** Returns a file as a browser gives it. */
function chosen(path: string, bytes: Uint8Array) {
  return {path, file: new File([bytes as Uint8Array<ArrayBuffer>], path)};
}

async function answersTo(files: ReturnType<typeof chosen>[], limits = defaultLimits) {
  const answers: ReadingAnswer[] = [];
  await readingSession({type: "images", files}, (message) => answers.push(message), limits);
  return answers;
}

it("readingSession(request) answers with images, and hands their pixels over", async () => {
  let handed: Transferable[] = [];
  let answered: ReadingAnswer | undefined;
  const files = [chosen("a", idxFile([1, 1, 3], [1, 2, 3]))];
  await readingSession({type: "images", files}, (message, transfer) => {
    answered = message;
    handed = transfer;
  });
  assert.ok(answered?.type === "images");
  assert.deepEqual(Array.from(answered.images.pixels), [1, 2, 3]);
  assert.deepEqual(handed, [answered.images.pixels.buffer]);
});

it("readingSession(request) tells how much of many files is done", async () => {
  const files = Array.from({length: 70}, (_, i) =>
    chosen(`${i}.png`, pngFile(1, 1, Uint8Array.of(i)))
  );
  const answers = await answersTo(files);
  assert.deepEqual(answers.slice(0, 3), [
    {type: "progress", done: 32, of: 70},
    {type: "progress", done: 64, of: 70},
    {type: "progress", done: 70, of: 70}
  ]);
  const last = answers.at(-1)!;
  assert.ok(last.type === "images");
  assert.deepEqual(
    Array.from(last.images.pixels),
    Array.from({length: 70}, (_, i) => i)
  );
});

it("readingSession(request) answers with one sentence where files cannot be used", async () => {
  assert.deepEqual(await answersTo([chosen("cat.gif", Uint8Array.of(71, 73, 70, 56))]), [
    {
      type: "failed",
      message:
        "invalid cat.gif: its first bytes 47 49 46 38, " +
        "expected those of an IDX, NumPy, PNG or zip file"
    }
  ]);
});

it("readingSession(request) looks at sizes before it reads anything", async () => {
  const file = chosen("a", new Uint8Array(0)).file;
  Object.defineProperty(file, "size", {value: 600 * 2 ** 20});
  file.arrayBuffer = () => Promise.reject(new Error("read"));
  assert.deepEqual(await answersTo([{path: "a", file}]), [
    {
      type: "failed",
      message: "invalid choice: 1 file of 600 MiB, expected at most 512 MiB"
    }
  ]);
});

it("readingSession(request) says so where a file is gone", async () => {
  const {path, file} = chosen("a.png", new Uint8Array(3));
  file.arrayBuffer = () => Promise.reject(new Error("not found"));
  assert.deepEqual(await answersTo([{path, file}]), [
    {
      type: "failed",
      message:
        "invalid a.png: it cannot be read (not found), " +
        "expected a file that is still where it was chosen"
    }
  ]);
});

it("readingSession(request) answers with a model", async () => {
  const facts = {
    format: 1,
    image: {width: 1, height: 1},
    layout: "input, output",
    decoder: {hidden: [], output: {weight: "w", bias: "b", activation: "sigmoid"}}
  };
  const weights = safetensorsFile({w: [[1, 1], [2]], b: [[1], [0]]}, {mlp: JSON.stringify(facts)});
  const answers: ReadingAnswer[] = [];
  const files = [chosen("a.safetensors", weights)];
  await readingSession({type: "model", files}, (message) => answers.push(message));
  const [answer] = structuredClone(answers);
  assert.ok(answer.type === "model" && answer.model.network.type === "packed");
  assert.equal(answer.model.title, "a.safetensors");
  assert.equal(answer.model.network.model.latentSize, 1);
});
