import {batches, kernelTrainer, timeSteps} from "./problem.js";

const minibatch = batches();
const module = await WebAssembly.compileStreaming(fetch("training.wasm"));
const trainer = await kernelTrainer(module);

/** Answers a number of steps with the milliseconds that they take. */
addEventListener("message", ({data: steps}: MessageEvent<number>) =>
  postMessage(timeSteps(trainer, minibatch, steps))
);
postMessage("ready");
