import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {clamp, keyStep} from "../../src/components/drag.js";

describe("key step", () => {
  it("keyStep(event) is one step for an arrow key", () => {
    assert.deepEqual(keyStep({key: "ArrowLeft", shiftKey: false}), [-1, 0]);
    assert.deepEqual(keyStep({key: "ArrowUp", shiftKey: false}), [0, 1]);
  });

  it("keyStep(event) is a tenth of a step with Shift", () => {
    assert.deepEqual(keyStep({key: "ArrowRight", shiftKey: true}), [0.1, 0]);
  });

  it("keyStep(event) is ten steps for Page Up, and all the way for Home", () => {
    assert.deepEqual(keyStep({key: "PageUp", shiftKey: false}), [0, 10]);
    assert.deepEqual(keyStep({key: "Home", shiftKey: false}), [-Infinity, 0]);
  });

  it("keyStep(event) is undefined for a key that does not move", () => {
    assert.equal(keyStep({key: "Tab", shiftKey: false}), undefined);
    assert.equal(keyStep({key: "a", shiftKey: true}), undefined);
  });
});

describe("clamp", () => {
  it("clamp(value, range) keeps what is within the range, its ends included", () => {
    assert.equal(clamp(0.5, [0.05, 0.95]), 0.5);
    assert.equal(clamp(0.95, [0.05, 0.95]), 0.95);
  });

  it("clamp(value, range) is the nearer end for anything else, the infinite too", () => {
    assert.equal(clamp(-Infinity, [0.05, 0.95]), 0.05);
    assert.equal(clamp(1, [0.05, 0.95]), 0.95);
  });
});
