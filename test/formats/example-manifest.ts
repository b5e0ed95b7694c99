import type {Manifest, ModelFile} from "../../src/formats/manifest.js";

const files: ModelFile[] = [
  "encoder/model.json",
  "encoder/weights.bin",
  "decoder/model.json",
  "decoder/weights.bin",
  "decoder/int8.bin",
  "codes.bin",
  "golden.json"
];

/** Returns a new, valid manifest of a small model that does not exist. */
export function exampleManifest(): Manifest {
  return {
    format: 1,
    id: "mnist-2d",
    dataset: "mnist",
    image: {width: 28, height: 28},
    latentSize: 2,
    prior: "standard normal",
    sliderRange: [0.05, 0.95],
    encoder: {hidden: [{units: 500, activation: "relu"}]},
    decoder: {
      hidden: [
        {units: 100, activation: "relu"},
        {units: 500, activation: "tanh"}
      ],
      output: "logits"
    },
    training: {
      seed: 7,
      initializer: "fan-in",
      optimizer: {name: "adam", rate: 0.001, schedule: "cosine"},
      batchSize: 100,
      samples: 1,
      epochs: 30,
      images: 60000,
      imagesSeen: 1800000,
      wallTimeSeconds: 5400,
      command: "npm run train -- --model mnist-2d",
      versions: {node: "20.20.2", tfjs: "4.22.0"}
    },
    results: {testImages: 10000, posteriorSamples: 5, elbo: -137.25, reconstruction: 131, kl: 6.25},
    rounding: {meanDifference: 0.24, largestDifference: 10, within4: 0.9996},
    files: Object.fromEntries(
      files.map((name, i) => [name, {bytes: 1000 * (i + 1), sha256: `${i}`.repeat(64)}])
    ) as Manifest["files"]
  };
}
