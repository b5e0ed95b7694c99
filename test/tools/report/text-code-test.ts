import assert from "node:assert/strict";
import {test} from "node:test";
import {randomSource} from "../../../src/math/random.js";
import {decodeText} from "../../../tools/report/browser/decode-text.js";
import {encodeText} from "../../../tools/report/encode-text.js";

const random = randomSource(1);
const noise = (length: number) => Uint8Array.from({length}, () => Math.floor(random() * 256));

test("decodeText(encodeText(bytes)) is bytes, of any length and any value", () => {
  const all = Uint8Array.from({length: 256}, (_, i) => i);
  const cases = [0, 1, 2, 6, 7, 8, 9, 1000].map(noise);
  for (const bytes of [all, new Uint8Array(99), new Uint8Array(100).fill(255), ...cases]) {
    assert.deepEqual(decodeText(encodeText(bytes), bytes.length), bytes);
  }
});

test("encodeText(bytes) writes seven bits a character, and specials in pairs", () => {
  assert.equal(encodeText(Uint8Array.of(0b1000001_1, 0b000010_00)), "AB\u0100");
  assert.equal(
    encodeText(Uint8Array.of(0b0111100_1, 0b000001_00)),
    String.fromCharCode(0x241, 0x100)
  );
});

test("encodeText(bytes) takes 8/7 of their room in UTF-8", () => {
  const text = encodeText(noise(70_000));
  assert.ok(Math.abs(Buffer.byteLength(text) - 80_000) < 10, `${Buffer.byteLength(text)}`);
});

test("encodeText(bytes) has nothing that HTML changes or reads as markup", () => {
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(encodeText(noise(70_000)), /[\0\r<]/);
});

test("decodeText(text, length) says so of a text that was cut short", () => {
  assert.throws(() => decodeText("AB", 9), /^Error: invalid report: 1 bytes of 9; copy the file/);
});
