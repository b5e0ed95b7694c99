import {it} from "node:test";
import {kernelRows} from "../../src/engine/row-products.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {compileKernel} from "../../tools/compile-kernel.js";
import {assertInDelta} from "../assert-in-delta.js";

it("kernelRows(module) gives the products of a plain loop, for every width", async () => {
  const keepRows = await kernelRows(await WebAssembly.compile(await compileKernel("decoding")));
  for (const [count, width] of [
    [1, 1],
    [3, 8],
    [300, 500],
    [17, 13]
  ]) {
    const rows = standardNormals(randomSource(1, width), count * width);
    const product = keepRows(rows, width);
    for (const stream of [2, 3]) {
      const vector = standardNormals(randomSource(stream), width);
      const expected = Array.from({length: count}, (_, i) =>
        vector.reduce((sum, value, j) => sum + value * rows[i * width + j], 0)
      );
      assertInDelta(product(vector), expected, 1e-4);
    }
  }
});
