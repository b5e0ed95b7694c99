import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import {checkLatents, pixelsOfLogits} from "../../src/engine/decoder.js";
import {openNetwork} from "../../src/engine/open-network.js";
import {paintStrip} from "../../src/engine/sheets/strip.js";
import {toFloat16} from "../../src/formats/bytes.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";

describe("decoder", () => {
  it("checkLatents(z, count, latentSize) accepts finite numbers of the right length", () => {
    checkLatents(Float32Array.of(0, -1e30, 2, 3), 2, 2);
  });

  it("checkLatents(z, count, latentSize) throws if the length is wrong", () => {
    assert.throws(() => checkLatents(new Float32Array(3), 1, 2), {
      name: "RangeError",
      message: "invalid z: length 3, expected 2"
    });
  });

  it("checkLatents(z, count, latentSize) throws at the first number that is not finite", () => {
    assert.throws(() => checkLatents(Float32Array.of(0, NaN, Infinity, 0), 2, 2), {
      name: "RangeError",
      message: "invalid z: NaN at 1, expected finite numbers"
    });
    assert.throws(() => checkLatents(Float32Array.of(-Infinity, 0), 1, 2), /-Infinity at 0,/);
  });

  it("checkLatents(z, count, latentSize) throws if count is not an integer ≥ 0", () => {
    for (const count of [-1, 1.5, NaN]) {
      assert.throws(() => checkLatents(new Float32Array(2), count, 2), {
        name: "RangeError",
        message: `invalid count: ${count}, expected an integer ≥ 0`
      });
    }
  });

  it("pixelsOfLogits(logits) is the rounded sigmoid in 8 bits", () => {
    // sigmoid(ln 3) = 3/4, and 3/4 of 255 is 191.25
    const logits = Float32Array.of(-Infinity, -100, -Math.log(3), Math.log(3), 100, Infinity);
    assert.deepEqual(Array.from(pixelsOfLogits(logits)), [0, 0, 64, 191, 255, 255]);
  });

  it("pixelsOfLogits(logits) is finite and rounded at any size of logit", () => {
    const logits = [0, Math.log(0.25 / 0.75), 100, -100, 1e9, -1e9, Infinity, -Infinity];
    const pixels = pixelsOfLogits(Float32Array.from(logits));
    assert.deepEqual(Array.from(pixels), [128, 64, 255, 0, 255, 0, 255, 0]);
  });
});

describe("network paint", () => {
  let kernel: WebAssembly.Module;
  before(async () => {
    kernel = await WebAssembly.compile(await compileKernel("decoding"));
  });

  for (const engine of ["kernel", "plain"] as const) {
    for (const [columns, rows, width, height] of [
      [1, 1, 1, 1],
      [3, 2, 7, 3],
      [32, 2, 28, 28],
      [70, 1, 5, 2]
    ]) {
      const title = `${columns} × ${rows} images of ${width} × ${height}`;
      it(`network.paint(…) of the ${engine} engine lays out ${title} like paintStrip`, async () => {
        const units = width * height;
        const numbers = (n: number) => toFloat16(standardNormals(randomSource(units, n), n));
        const layer: PackedLayer = {
          inputs: 2,
          units,
          activation: "linear",
          kernel: {type: "float16", halves: numbers(2 * units)},
          bias: numbers(units)
        };
        const portable = {layers: [layer], kernel: engine === "kernel" ? kernel : undefined};
        const {network} = await openNetwork(portable);
        const [count, shape] = [columns * rows, {columns, width, height}];
        const z = standardNormals(randomSource(5), 2 * count);
        const [painted, expected] = [0, 1].map(() => new Uint32Array(count * units));
        network.paint(z, count, shape, painted);
        paintStrip(network.pixels(z, count), shape, expected);
        assert.deepEqual(painted, expected);
      });
    }
  }
});
