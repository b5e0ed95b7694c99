import {kernelRows} from "../../src/engine/kernel-network.js";
import {openNetwork} from "../../src/engine/open-network.js";
import {fromFloat16} from "../../src/formats/bytes.js";
import {kernelValues} from "../../src/formats/layers.js";
import {decodeLayers} from "../../src/formats/packed-file.js";
import {imagePosteriors} from "../../src/math/image-posterior.js";
import {randomSource} from "../../src/math/random.js";

// The paper's decoder of two latents, which bench-site.ts serves as the second model.
const kernel = await WebAssembly.compileStreaming(fetch("decoding.wasm"));
const layers = decodeLayers(await (await fetch("1.float16")).arrayBuffer());
const {network} = await openNetwork({layers, kernel});
const lastLayer = layers[layers.length - 1];
const last = {weights: kernelValues(lastLayer), bias: fromFloat16(lastLayer.bias)};
const open = imagePosteriors(network, last, await kernelRows(kernel));
const source = randomSource(4);
const images = Array.from({length: 8}, () => Float32Array.from({length: 784}, () => source()));
const q = {mu: [0.3, -0.4], logVar: [-5, -6]};
const known = open(images[0]);
known.posterior();

/** What can be timed, by its name. */
const works: Record<string, (repetition: number) => unknown> = {
  landscape: (i) => open(images[i % images.length]).landscape,
  bound: () => known.bounds(q).next()
};

addEventListener("message", ({data: {work, repetitions}}) => {
  const start = performance.now();
  for (let i = 0; i < repetitions; ++i) works[work](i);
  postMessage(performance.now() - start);
});
postMessage("ready");
