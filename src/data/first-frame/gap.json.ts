/** Writes all that the figure of the gap shows of its first image, until the page computes it. */
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {shippedModel} from "../../../tools/models/shipped-model.js";
import {projectFolder} from "../../../tools/project.js";
import {kernelRows} from "../../engine/kernel-network.js";
import {openNetwork} from "../../engine/open-network.js";
import {createPackedEncoder} from "../../engine/packed-encoder.js";
import {recordFirstFrame} from "../../figures/gap/first-frame.js";
import {posteriorSession} from "../../posteriors/session.js";

import {exampleImages} from "../example-images.js";

const MODEL = "mnist-2d";

const {manifest, layers} = await shippedModel(MODEL, {engine: "plain"});
const kernel = await WebAssembly.compile(await compileKernel("decoding"));
const weights = await readFile(join(projectFolder, "models", MODEL, "encoder", "weights.bin"));
const encoder = await createPackedEncoder({
  manifest,
  weights: new Uint8Array(weights).buffer,
  kernel
});
const [first] = (await exampleImages(manifest.dataset)).images;
const x = Float32Array.from(first.pixels, (byte) => byte / 255);
const {mu, logVar} = await encoder.encode(x, 1);
const [{network}, keepRows] = await Promise.all([
  openNetwork({layers, kernel}),
  kernelRows(kernel)
]);
const session = posteriorSession(async () => ({network, lastLayer: layers.at(-1), keepRows}));
void session.open({model: {layers, kernel}}, () => {});
const frame = await recordFirstFrame(session, {
  x,
  columns: manifest.image.width,
  encoderQ: {mu: [...mu], logVar: [...logVar]}
});
process.stdout.write(JSON.stringify(frame));
