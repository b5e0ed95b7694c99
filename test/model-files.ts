import {createHash} from "node:crypto";
import {toFloat16} from "../src/formats/bytes.js";
import {encodeCodes} from "../src/formats/codes.js";
import {encodeLayers} from "../src/formats/packed-file.js";
import type {PageFile} from "../src/shipped/loader.js";
import {tinyManifest, tinyModel} from "./engine/tiny-model.js";
import {exampleManifest} from "./formats/example-manifest.js";

/** The files of a tiny model, which a test may change. */
export interface ModelFiles {
  files: Record<PageFile, Uint8Array>;
  /** The names of the files that were asked for, in this order. */
  requests: string[];
  /** Reads one of the files, as a page would. */
  read(name: PageFile): Promise<ArrayBuffer>;
  /** Writes the manifest anew, for the files as they are. */
  describe(changes?: object): void;
}

/** Returns a promise to the files of a model of one layer: (z₁, z₂, z₁ + z₂ + 1). */
export async function modelFiles(): Promise<ModelFiles> {
  const {json} = await tinyModel();
  const kernel = toFloat16([1, 0, 1, 0, 1, 1]);
  const bias = toFloat16([0, 0, 1]);
  const layer = {inputs: 2, units: 3, activation: "linear", bias} as const;
  const codes = {
    count: 1,
    latentSize: 2,
    mu: Float32Array.of(0.5, -1),
    logVar: Float32Array.of(-4, -2),
    labels: Uint8Array.of(7)
  };
  const model: ModelFiles = {
    files: {
      "decoder/model.json": utf8(json),
      "decoder/weights.bin": new Uint8Array(Uint16Array.of(...kernel, ...bias).buffer),
      "decoder/int8.bin": encodeLayers([{...layer, kernel: {type: "float16", halves: kernel}}]),
      "codes.bin": encodeCodes(codes),
      "manifest.json": new Uint8Array()
    },
    requests: [],
    async read(name) {
      model.requests.push(name);
      if (model.files[name] === undefined) throw new Error(`Unable to load file: ${name}`);
      return model.files[name].slice().buffer as ArrayBuffer;
    },
    describe(changes = {}) {
      const manifest = {...exampleManifest(), ...tinyManifest, ...changes};
      for (const name of Object.keys(model.files) as PageFile[]) {
        if (name === "manifest.json") continue;
        const sha256 = createHash("sha256").update(model.files[name]).digest("hex");
        manifest.files[name] = {bytes: model.files[name].length, sha256};
      }
      model.files["manifest.json"] = utf8(manifest);
    }
  };
  model.describe();
  return model;
}

/** Returns the bytes of a value as JSON. */
export function utf8(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
