import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {decodeLayers} from "../../src/formats/packed-file.js";
import type {FloatLayer} from "../../src/math/float-layers.js";
import {floatLayer} from "../../src/math/float-layers.js";
import {projectFolder} from "../project.js";

/**
 * Returns a promise to the layers of a network as they were after some minibatches of the recorded
 * training of section 2.3; see npm run record-states.
 */
export async function recordedState(
  name: "encoder" | "decoder",
  steps: number | string
): Promise<FloatLayer[]> {
  const path = join(projectFolder, "src", "data", "states", `${name}-${steps}.bin`);
  return decodeLayers(new Uint8Array(gunzipSync(await readFile(path))).buffer).map(floatLayer);
}
