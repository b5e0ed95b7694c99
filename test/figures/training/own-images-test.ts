import assert from "node:assert/strict";
import {it} from "node:test";
import {factsOf} from "../../../src/figures/training/own-images.js";
import {ownImages} from "../../../src/reading/own-images.js";

const shape = {count: 2, width: 2, height: 1, source: "a.npy", notes: []};

it("factsOf(images) writes count, size, range and classes", () => {
  const ink = {
    pixels: Uint8Array.of(0, 1, 2, 250),
    range: [0, 250] as [number, number],
    scaling: "divided by 255"
  };
  assert.deepEqual(factsOf(ownImages({...shape, ...ink, labels: Uint8Array.of(7, 7)})), [
    ["source", "a.npy"],
    ["images", "2"],
    ["size", "2 × 1 pixels, 8 bits"],
    ["numbers in the file", "0 … 250, divided by 255"],
    ["classes", "1"]
  ]);
});

it("factsOf(images) tells real numbers, and images without classes", () => {
  const ink = {
    pixels: Float32Array.of(0.125, 0.5, 0.25, 1),
    range: [0.125, 1] as [number, number],
    scaling: "as they are"
  };
  const facts = new Map(factsOf(ownImages({...shape, ...ink})));
  assert.equal(facts.get("size"), "2 × 1 pixels, real numbers");
  assert.equal(facts.get("numbers in the file"), "0.125 … 1, as they are");
  assert.equal(facts.get("classes"), "none given");
});
