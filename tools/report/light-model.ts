import {createHash} from "node:crypto";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import type {Manifest} from "../../src/vae/manifest.js";
import {projectFolder} from "../project.js";
import {shippedModel} from "../shipped-model.js";
import {floatWeights} from "./browser/float-weights.js";
import {lightEncoder} from "./light-encoder.js";
import {roundingCost, type RoundingCost} from "./rounding-cost.js";

/** A model as a report holds it: with rounded weights, and a manifest of just those. */
export interface LightModel {
  manifest: Manifest;
  /** Gzipped packed layers, by the float16 file that is made of them when it is asked for. */
  packed: Record<"encoder/weights.bin" | "decoder/weights.bin", Uint8Array>;
  cost: RoundingCost;
}

/** Returns a promise to a shipped model with the weights that a report has room for. */
export async function lightModel(id: string): Promise<LightModel> {
  const model = await shippedModel(id);
  const packed = {
    "encoder/weights.bin": await lightEncoder(model),
    "decoder/weights.bin": await readFile(
      join(projectFolder, "models", id, "decoder", "int8.bin")
    )
  };
  const files = {...model.manifest.files};
  for (const [name, bytes] of Object.entries(packed)) {
    files[name as keyof typeof packed] = factsOf(floatWeights(gunzipSync(bytes)));
  }
  const weights = (name: keyof typeof packed) => floatWeights(gunzipSync(packed[name]));
  const cost = await roundingCost(model, {
    encoder: weights("encoder/weights.bin"),
    decoder: weights("decoder/weights.bin")
  });
  return {manifest: {...model.manifest, files}, packed, cost};
}

function factsOf(bytes: Uint8Array): {bytes: number; sha256: string} {
  return {bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex")};
}
