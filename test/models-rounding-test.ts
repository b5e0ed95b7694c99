import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {before, it} from "node:test";
import {openNetwork} from "../src/engine/open-network.js";
import {decodeCodes} from "../src/formats/codes.js";
import {gunzip} from "../src/formats/gunzip.js";
import {manifestDecoderLayers, unpackFloat16} from "../src/formats/layers.js";
import {decodeLayers} from "../src/formats/packed-file.js";
import {roundingDifference} from "../src/training/write-zip.js";
import {compileKernel} from "../tools/models/compile-kernel.js";
import {readManifests} from "../tools/models/models-readme.js";
import {projectFolder} from "../tools/project.js";

const models = join(projectFolder, "models");

let kernel: WebAssembly.Module;
before(async () => {
  kernel = await WebAssembly.compile(await compileKernel("decoding"));
});

for (const manifest of await readManifests(models)) {
  const {id, rounding} = manifest;
  const read = async (name: string) => Uint8Array.from(await readFile(join(models, id, name)));
  const exactLayers = async () =>
    unpackFloat16(manifestDecoderLayers(manifest), (await read("decoder/weights.bin")).buffer);

  for (const engine of ["kernel", "plain"] as const) {
    it(`${id}: the ${engine} engine meets the golden pixels within ±1 on float16 weights`, async () => {
      const golden = JSON.parse((await readFile(join(models, id, "golden.json"))).toString());
      const portable = {
        layers: await exactLayers(),
        kernel: engine === "kernel" ? kernel : undefined
      };
      const {network} = await openNetwork(portable);
      const z = Float32Array.from((golden.z as number[][]).flat());
      const pixels = network.pixels(z, golden.z.length);
      const parts = (golden.pixels as string[]).map((text) => Buffer.from(text, "base64"));
      const expected = Buffer.concat(parts);
      assert.strictEqual(pixels.length, expected.length);
      const off = pixels.findIndex((pixel, i) => Math.abs(pixel - expected[i]) > 1);
      assert.strictEqual(off, -1, `pixel ${off}: ${pixels[off]}, expected ${expected[off]}`);
    });
  }

  it(`${id}: 8 bits change the pictures at all test codes as little as promised`, async () => {
    const packed = await gunzip(await read("decoder/int8.bin"), "int8.bin");
    const rounded = decodeLayers(Uint8Array.from(packed).buffer);
    const {mu} = decodeCodes(await read("codes.bin"));
    const found = await roundingDifference(await exactLayers(), rounded, mu, kernel);
    assert.ok(found.meanDifference <= 0.3, `the mean difference is ${found.meanDifference}`);
    assert.ok(found.within4 >= 0.999, `${found.within4} of the pixels are within 4`);
    // The manifest was measured at the codes before they were rounded to float16.
    assert.ok(Math.abs(found.meanDifference - rounding.meanDifference) < 0.01);
    assert.ok(Math.abs(found.within4 - rounding.within4) < 1e-4);
  });
}
