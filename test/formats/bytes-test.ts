import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {crc32, fromBase64, fromFloat16, toBase64, toFloat16} from "../../src/formats/bytes.js";
import {randomSource} from "../../src/math/random.js";

describe("float16", () => {
  it("toFloat16(values) has the bits of IEEE 754", () => {
    const cases: [number, number][] = [
      [0, 0x0000],
      [-0, 0x8000],
      [1, 0x3c00],
      [-2, 0xc000],
      [0.1, 0x2e66],
      [65504, 0x7bff],
      [65519, 0x7bff],
      [65520, 0x7c00],
      [-Infinity, 0xfc00],
      [NaN, 0x7e00],
      [2 ** -14, 0x0400],
      [2 ** -24, 0x0001],
      [2 ** -25, 0x0000],
      [1.5 * 2 ** -24, 0x0002],
      [1 + 2 ** -11, 0x3c00],
      [1 + 3 * 2 ** -11, 0x3c02]
    ];
    for (const [value, half] of cases) {
      assert.equal(toFloat16([value])[0].toString(16), half.toString(16), `${value}`);
    }
  });

  it("fromFloat16(halves) is exact: every finite half comes back from toFloat16", () => {
    const halves = Uint16Array.from({length: 0x10000}, (_, i) => i).filter(
      (half) => (half & 0x7c00) !== 0x7c00
    );
    assert.deepEqual(toFloat16(fromFloat16(halves)), halves);
  });

  it("toFloat16(values) is the nearest half: no neighbour is nearer", () => {
    const source = randomSource(2);
    for (let i = 0; i < 5000; ++i) {
      const value = Math.fround((source() - 0.5) * 2 ** (30 * (source() - 0.5)));
      const [half] = toFloat16([value]);
      const [below, exact, above] = fromFloat16([half - 1, half, half + 1]);
      const error = Math.abs(exact - value);
      if (half & 0x7fff) assert.ok(error <= Math.abs(below - value), `${value}`);
      assert.ok(error <= Math.abs(above - value), `${value}`);
    }
  });
});

describe("base64", () => {
  it("toBase64(view) has the bytes of the view alone, as they lie in memory", () => {
    const halves = new Uint16Array([7, 0x0201, 0x0403, 9]).subarray(1, 3);
    assert.equal(toBase64(halves), Buffer.from([1, 2, 3, 4]).toString("base64"));
  });

  it("fromBase64(text) has a buffer of exactly the bytes", () => {
    const bytes = Uint8Array.of(0, 1, 127, 128, 255);
    const {buffer} = fromBase64(Buffer.from(bytes).toString("base64"));
    assert.deepEqual(new Uint8Array(buffer), bytes);
    assert.throws(() => fromBase64("§"), {name: "InvalidCharacterError"});
  });
});

describe("crc32", () => {
  it("crc32(bytes) is the published check value of the digits 1 to 9", () => {
    assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  });
});
