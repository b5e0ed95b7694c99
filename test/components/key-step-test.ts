import assert from "node:assert/strict";
import {it} from "node:test";
import {keyStep} from "../../src/components/key-step.js";

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
