import {openNetwork} from "./engine/open-network.js";
import {fromFloat16} from "./formats/bytes.js";
import {meanKlPerUnit} from "./math/latent-use.js";
import type {ModelZipRequest, ReadModelZip} from "./model-zip-messages.js";
import {openModelZip} from "./training/open-zip.js";
import {sheetPoints} from "./training/recorded-run.js";

/**
 * Returns a promise to the model in a zip, decoded to a sheet.
 *
 * @throws Error (as a rejection) in one sentence naming the file that is missing or wrong
 */
export async function readModelZip({file, side, codes}: ModelZipRequest): Promise<ReadModelZip> {
  const {manifest, plan, layers, codes: all} = await openModelZip(file);
  const {latentSize, image} = manifest;
  // One sheet: the plain loop has drawn it before a kernel would be fetched.
  const {network} = await openNetwork({layers}, fromFloat16);
  const pixels = network.pixels(sheetPoints(latentSize, side), side * side);
  const count = Math.min(codes, all.count);
  const values = count * latentSize;
  return {
    id: manifest.id,
    dataset: manifest.dataset,
    plan,
    latentSize,
    width: image.width,
    height: image.height,
    pixels: pixels.slice(),
    mu: all.mu.slice(0, values),
    logVar: all.logVar.slice(0, values),
    labels: Uint8Array.from(all.labels.subarray(0, count)),
    klPerUnit: Array.from(meanKlPerUnit(all.mu, all.logVar, latentSize)),
    elbo: manifest.results.elbo
  };
}
