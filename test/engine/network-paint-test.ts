import assert from "node:assert/strict";
import {before, it} from "node:test";
import {openNetwork} from "../../src/engine/portable-network.js";
import {paintStrip} from "../../src/engine/sheet-strip.js";
import {fromFloat16, toFloat16} from "../../src/formats/bytes.js";
import type {PackedLayer} from "../../src/formats/layers.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {compileKernel} from "../../tools/compile-kernel.js";

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
      const {network} = await openNetwork(portable, fromFloat16);
      const [count, shape] = [columns * rows, {columns, width, height}];
      const z = standardNormals(randomSource(5), 2 * count);
      const [painted, expected] = [0, 1].map(() => new Uint32Array(count * units));
      network.paint(z, count, shape, painted);
      paintStrip(network.pixels(z, count), shape, expected);
      assert.deepEqual(painted, expected);
    });
  }
}
