import assert from "node:assert/strict";
import {it} from "node:test";
import {sizeFaults} from "../../../tools/report/size-limit.js";

it("sizeFaults(bytes, options) refuses an interactive report above 8.6 MB, and a static one above 4.3", () => {
  assert.deepEqual(sizeFaults(8_600_000, {kind: "live", data: false}), []);
  assert.deepEqual(sizeFaults(4_300_000, {kind: "static", data: false}), []);
  assert.deepEqual(sizeFaults(9_123_456, {kind: "live", data: false}), [
    "invalid size: 9.12 MB, expected at most 8.60 MB; choose fewer pages by --pages"
  ]);
  assert.deepEqual(sizeFaults(4_310_000, {kind: "static", data: false}), [
    "invalid size: 4.31 MB, expected at most 4.30 MB; choose fewer pages by --pages"
  ]);
});

it("sizeFaults(bytes, options) lets training sets and paper be as large as they are", () => {
  assert.deepEqual(sizeFaults(30e6, {kind: "live", data: true}), []);
  assert.deepEqual(sizeFaults(30e6, {kind: "pdf", data: false}), []);
});
