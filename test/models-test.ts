import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {readFile, readdir} from "node:fs/promises";
import {join, relative, sep} from "node:path";
import {before, it} from "node:test";
import {createTfjsDecoder} from "../src/engine/tfjs/decoder.js";
import {modelCard} from "../src/formats/card.js";
import {decodeCodes} from "../src/formats/codes.js";
import {modelsReadme, readManifests} from "../tools/models/models-readme.js";
import {projectFolder} from "../tools/project.js";
import {useWasmBackend} from "../tools/models/wasm-backend.js";

const models = join(projectFolder, "models");
const shipped = [
  "fashion-2d",
  "fashion-4d",
  "mnist-2d",
  "mnist-4d",
  "mnist-tanh-10d",
  "mnist-tanh-20d",
  "mnist-tanh-2d",
  "mnist-tanh-5d"
];

/** How many test images there are of each class. */
const classSizes = {
  mnist: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
  "fashion-mnist": Array.from({length: 10}, () => 1000)
};

const manifests = await readManifests(models);

before(useWasmBackend);

it("models/ holds the shipped models", () => {
  assert.deepEqual(
    manifests.map(({id}) => id),
    shipped
  );
});

it("models/README.md is what its manifests say", async () => {
  const readme = await readFile(join(models, "README.md"), "utf8");
  assert.strictEqual(readme, modelsReadme(manifests));
});

for (const manifest of manifests) {
  const {id, dataset, latentSize, files} = manifest;
  const read = (name: string) => readFile(join(models, id, name));

  it(`${id}: its folder holds the files of the manifest, the manifest and the card`, async () => {
    const entries = await readdir(join(models, id), {recursive: true, withFileTypes: true});
    const found = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(join(models, id), join(entry.parentPath, entry.name)))
      .map((path) => path.replaceAll(sep, "/"));
    const expected = [...Object.keys(files), "manifest.json", "CARD.md"];
    assert.deepEqual(found.toSorted(), expected.toSorted());
  });

  it(`${id}: every file has the size and the checksum of the manifest`, async () => {
    for (const [name, {bytes, sha256}] of Object.entries(files)) {
      const content = await read(name);
      assert.strictEqual(content.length, bytes, name);
      assert.strictEqual(createHash("sha256").update(content).digest("hex"), sha256, name);
    }
  });

  it(`${id}: CARD.md is what the manifest says`, async () => {
    assert.strictEqual((await read("CARD.md")).toString(), modelCard(manifest));
  });

  it(`${id}: the tfjs engine meets the golden pixels within ±1`, async () => {
    const golden = JSON.parse((await read("golden.json")).toString()) as Golden;
    assert.ok(golden.z.length >= 3);
    assert.strictEqual(golden.pixels.length, golden.z.length);
    const json = JSON.parse((await read("decoder/model.json")).toString());
    const weights = Uint8Array.from(await read("decoder/weights.bin")).buffer;
    const decoder = await createTfjsDecoder(manifest, json, weights);
    const z = Float32Array.from(golden.z.flat());
    const decoded = await decoder.decode(z, golden.z.length);
    const expected = Buffer.concat(golden.pixels.map((text) => Buffer.from(text, "base64")));
    assert.strictEqual(decoded.length, expected.length);
    const off = decoded.findIndex((pixel, i) => Math.abs(pixel - expected[i]) > 1);
    assert.strictEqual(off, -1, `pixel ${off}: ${decoded[off]}, expected ${expected[off]}`);
    decoder.dispose();
  });

  it(`${id}: codes.bin has a code for each test image, and its class`, async () => {
    const codes = decodeCodes(Uint8Array.from(await read("codes.bin")));
    assert.strictEqual(codes.count, 10_000);
    assert.strictEqual(codes.count, manifest.results.testImages);
    assert.strictEqual(codes.latentSize, latentSize);
    assert.ok([...codes.mu, ...codes.logVar].every(Number.isFinite));
    const sizes = Array.from({length: 10}, () => 0);
    for (const label of codes.labels) ++sizes[label];
    assert.deepEqual(sizes, classSizes[dataset]);
  });
}

/** Latent points with their pixels, in base64. */
interface Golden {
  z: number[][];
  pixels: string[];
}
