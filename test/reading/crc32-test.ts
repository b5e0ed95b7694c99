import assert from "node:assert/strict";
import {it} from "node:test";
import {crc32} from "../../src/reading/crc32.js";

it("crc32(bytes) is the published check value of the digits 1 to 9", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});
