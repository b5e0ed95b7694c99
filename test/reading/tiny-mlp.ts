import {readModel} from "../../src/reading/model.js";
import type {Weight} from "./model-makers.js";
import {jsonFile, safetensorsFile} from "./model-makers.js";

/** A decoder of 2 latents, 3 hidden units and images of 2 × 1, as PyTorch stores it. */
export const weights: Record<string, Weight> = {
  "h.weight": [
    [3, 2],
    [1, 2, 3, 4, 5, 6]
  ],
  "h.bias": [[3], [7, 8, 9]],
  "out.weight": [
    [2, 3],
    [1, 0, 0, 0, 0.5, 0]
  ],
  "out.bias": [[2], [-1, 1]]
};
/** What it is made of. */
export const manifest = {
  format: 1,
  image: {width: 2, height: 1},
  layout: "output, input",
  decoder: {
    hidden: [{weight: "h.weight", bias: "h.bias", activation: "relu"}],
    output: {weight: "out.weight", bias: "out.bias", activation: "sigmoid"}
  }
};

/** Returns the model of such weights and such a manifest beside them. */
export function readMlp(tensors: Record<string, Weight> = weights, facts: unknown = manifest) {
  return readModel([
    {name: "vae.safetensors", bytes: safetensorsFile(tensors)},
    jsonFile("vae.json", facts)
  ]);
}
