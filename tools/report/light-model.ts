import {createHash} from "node:crypto";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import type {Manifest, ModelFile} from "../../src/formats/manifest.js";
import {projectFolder} from "../project.js";
import type {ShippedModel} from "../models/shipped-model.js";
import {shippedModel} from "../models/shipped-model.js";
import {floatWeights} from "./browser/float-weights.js";
import {roundedDecoder, roundedEncoder} from "./rounded-weights.js";
import type {RoundingCost} from "./rounding-cost.js";
import {roundingCost} from "./rounding-cost.js";

/** A model as a report holds it: with rounded weights, and a manifest of just those. */
export interface LightModel {
  manifest: Manifest;
  /** The files that are not those of the site; weights.bin as the packed layers it is made of. */
  files: Partial<Record<ModelFile, Uint8Array>>;
  /** What the rounding changes; undefined where it is that of pictures alone. */
  cost?: RoundingCost;
}

/**
 * Returns a promise to a shipped model with the weights that a report has room for.
 *
 * @param whole whether its numbers are asked for too, not its pictures alone
 */
export async function lightModel(id: string, whole: boolean): Promise<LightModel> {
  const model = await shippedModel(id);
  return whole ? wholeModel(model) : pictureModel(model);
}

async function wholeModel(model: ShippedModel): Promise<LightModel> {
  const path = join(projectFolder, "models", model.manifest.id, "decoder", "int8.bin");
  const packed = {encoder: await roundedEncoder(model), decoder: await readFile(path)};
  const encoder = floatWeights(gunzipSync(packed.encoder));
  const decoder = floatWeights(gunzipSync(packed.decoder));
  return {
    manifest: withFiles(model.manifest, {
      "encoder/weights.bin": encoder,
      "decoder/weights.bin": decoder
    }),
    files: {"encoder/weights.bin": packed.encoder, "decoder/weights.bin": packed.decoder},
    cost: await roundingCost(model, {encoder, decoder})
  };
}

async function pictureModel(model: ShippedModel): Promise<LightModel> {
  const files = {"decoder/int8.bin": await roundedDecoder(model)};
  return {manifest: withFiles(model.manifest, files), files};
}

/** Returns a manifest that knows other contents of some files. */
function withFiles(manifest: Manifest, contents: Partial<Record<ModelFile, Uint8Array>>): Manifest {
  const facts = Object.entries(contents).map(([name, bytes]) => {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return [name, {bytes: bytes.length, sha256}];
  });
  return {...manifest, files: {...manifest.files, ...Object.fromEntries(facts)}};
}
