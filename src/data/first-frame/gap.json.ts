/** Writes all that the figure of the gap shows of its first image, until the page computes it. */
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {shippedModel} from "../../../tools/models/shipped-model.js";
import {kernelRows} from "../../engine/kernel-network.js";
import {openNetwork} from "../../engine/open-network.js";
import {recordFirstFrame} from "../../posteriors/first-frame.js";
import {posteriorSession} from "../../posteriors/session.js";
import {exampleImages} from "../example-images.js";

const MODEL = "mnist-2d";

const {manifest, layers} = await shippedModel(MODEL, {engine: "plain"});
const kernel = await WebAssembly.compile(await compileKernel("decoding"));
const [first] = (await exampleImages(manifest.dataset)).images;
const x = Float32Array.from(first.pixels, (byte) => byte / 255);
const [{network}, keepRows] = await Promise.all([
  openNetwork({layers, kernel}),
  kernelRows(kernel)
]);
const session = posteriorSession(async () => ({network, lastLayer: layers.at(-1), keepRows}));
void session.open({model: {layers, kernel}}, () => {});
const frame = await recordFirstFrame(session, {
  x,
  columns: manifest.image.width,
  encoderQ: first.q
});
process.stdout.write(JSON.stringify(frame));
