import assert from "node:assert/strict";
import {before, it} from "node:test";
import {sha256} from "@noble/hashes/sha2.js";
import {bytesToHex} from "@noble/hashes/utils.js";
import {unzipSync, zipSync} from "fflate";
import {toFloat16} from "../../src/formats/bytes.js";
import {guessScale} from "../../src/formats/output-scale.js";
import type {RandomSource} from "../../src/math/random.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {openOwnModel} from "../../src/own/model.js";
import type {OpenModel} from "../../src/training/open-zip.js";
import {openModelZip, shownModel, trainedModel} from "../../src/training/open-zip.js";
import {openRun} from "../../src/training/run.js";
import {modelZip} from "../../src/training/write-zip.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {assertInDelta} from "../assert-in-delta.js";
import {SIDE, tinyImages, tinyPlan} from "./tiny-run.js";
import {denseEngines} from "../own/engines.js";

const MUTATIONS = 1500;

let zip: Uint8Array;
let whole: OpenModel;
const name = "own.zip";

before(async () => {
  const kernel = await WebAssembly.compile(await compileKernel("training"));
  const run = await openRun({plan: tinyPlan(), images: tinyImages, kernel});
  await run.next();
  const image = {width: SIDE, height: SIDE};
  zip = await modelZip(run.state(), {image}, {...run.parts, versions: {}});
  whole = await openModelZip({name, bytes: zip});
});

/** Returns bytes with some of them changed, cut out or doubled. */
function mutated(bytes: Uint8Array, source: RandomSource): Uint8Array {
  const at = () => Math.floor(source() * bytes.length);
  const kind = source();
  if (kind < 0.2) return bytes.slice(0, at());
  const [from, to] = [at(), at()].toSorted((a, b) => a - b);
  if (kind < 0.3) return Uint8Array.of(...bytes.slice(0, from), ...bytes.slice(to));
  const result = bytes.slice();
  if (kind < 0.4) result.copyWithin(at(), from, Math.min(to, from + 40));
  else for (let i = 0; i < 1 + 4 * source(); ++i) result[at()] = 256 * source();
  return result;
}

it("openModelZip(zip) of damaged zips throws one sentence, or gives the model as it was", async () => {
  const source = randomSource(1);
  for (let i = 0; i < MUTATIONS; ++i) {
    const bytes = mutated(zip, source);
    try {
      assert.deepEqual(await openModelZip({name, bytes}), whole);
    } catch (error) {
      const {message} = error as Error;
      assert.ok(!(error instanceof assert.AssertionError), `mutation ${i}: another model`);
      assert.match(message, /own\.zip/, `mutation ${i}`);
      assert.ok(message.length < 300 && !message.includes("\n"), message);
    }
  }
});

it("openModelZip(zip) throws for numbers that are not finite, whatever the checksums say", async () => {
  const files = unzipSync(zip);
  for (const file of ["decoder/weights.bin", "encoder/weights.bin", "codes.bin"]) {
    const bytes = files[file].slice();
    bytes.set(new Uint8Array(toFloat16([Infinity]).buffer), 16);
    const manifest = JSON.parse(new TextDecoder().decode(files["manifest.json"]));
    manifest.files[file].sha256 = bytesToHex(sha256(bytes));
    const json = new TextEncoder().encode(JSON.stringify(manifest));
    const forged = zipSync({...files, [file]: bytes, "manifest.json": json});
    await assert.rejects(openModelZip({name, bytes: forged}), {
      message: new RegExp(`^own\\.zip/${file}: invalid numbers: Infinity at \\d+, expected finite`)
    });
  }
});

it("shownModel(model, {side, codes}) has a sheet, the first codes, and the KL over all of them", async () => {
  const {codes, manifest} = whole;
  const {pixels, mu, logVar, labels, klPerUnit, elbo} = await shownModel(whole, {
    side: 3,
    codes: 4
  });
  assert.equal(pixels.length, 9 * SIDE ** 2);
  assert.deepEqual(mu, codes.mu.slice(0, 8));
  assert.deepEqual(logVar, codes.logVar.slice(0, 8));
  assert.equal(labels.length, 4);
  assert.equal(elbo, manifest.results.elbo);
  const kl = Array.from(
    codes.mu,
    (m, i) => (m ** 2 + Math.exp(codes.logVar[i]) - 1 - codes.logVar[i]) / 2
  );
  const sums = [0, 1].map((unit) => kl.filter((_, i) => i % 2 === unit).reduce((a, b) => a + b, 0));
  assertInDelta(
    klPerUnit,
    sums.map((sum) => sum / codes.count)
  );
});

it("trainedModel(model, zip) gives logits, however near 0, and so do those that were kept before", async () => {
  const {network} = trainedModel(whole, {name, bytes: zip});
  assert.ok(network.type === "packed");
  const older = {...network.model, end: undefined} as unknown as typeof network.model;
  const z = standardNormals(randomSource(3), 8 * older.latentSize);
  for (const model of [network.model, older]) {
    const {decoder, assumptions} = await openOwnModel({type: "packed", model}, denseEngines);
    assert.deepEqual(assumptions, {scale: "logits", isScaleCertain: true, hidden: undefined});
    const logits = await decoder.logits(z, 8);
    assert.notEqual(guessScale(logits), "logits", "nothing in their range says so");
    const means = Array.from(logits, (logit) => 255 / (1 + Math.exp(-logit)));
    assertInDelta(await decoder.decode(z, 8), means, 0.51);
  }
});
