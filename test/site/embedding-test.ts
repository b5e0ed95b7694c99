import assert from "node:assert/strict";
import {it} from "node:test";
import {addressAlone} from "../../src/site/embedding.js";

const names = ["index/mnist-2d", "bound/gap"];

it("addressAlone(fragment, names) leads to the page, whether that is named or not", () => {
  assert.equal(addressAlone("#bound/gap", names), "bound.html?only=gap#gap");
  assert.equal(addressAlone("#gap", names), "bound.html?only=gap#gap");
  assert.equal(addressAlone("#index/mnist-2d", names), "index.html?only=mnist-2d#mnist-2d");
});

it("addressAlone(fragment, names) keeps how the figure stands", () => {
  const state = "~1~q=(0.35,-1.2)&x=%22/~";
  assert.equal(addressAlone(`#bound/gap${state}`, names), `bound.html?only=gap#gap${state}`);
});

it("addressAlone(fragment, names) is undefined where there is no such figure", () => {
  for (const fragment of [
    "",
    "#",
    "#hap",
    "#index/gap",
    "#../gap",
    "#bound/gap/x",
    "#ap",
    "#//h/gap"
  ]) {
    assert.equal(addressAlone(fragment, names), undefined, fragment);
  }
});
