import * as v from "valibot";
import type {HiddenLayer, Reduction} from "./architecture.js";
import type {ImageSize} from "./image-size.js";
import type {DatasetId} from "./images.js";
import {
  finite,
  integer,
  nonNegative,
  anyOf,
  parseRecord,
  positiveNumber,
  record,
  text
} from "./record.js";

/** What a trained model is, where it came from and how good it is: its manifest.json. */
export interface Manifest {
  /** The version of this form. */
  format: 1;
  /** The name of the model and of its folder, such as “mnist-2d”. */
  id: string;
  /** The data set that it was trained on. */
  dataset: DatasetId;
  /** The size of an image; its pixels lie row by row, in color red, green and blue side by side. */
  image: ImageSize;
  /** The number of latent dimensions. */
  latentSize: number;
  /** p(z): N(0, I). */
  prior: "standard normal";
  /** The range of u that sliders offer, within (0, 1); z = normalQuantile(u). */
  sliderRange: [number, number];
  /** q(z|x): x [batch, pixels] to mu and logVar [batch, latentSize]. */
  encoder: {hidden: HiddenLayer[]};
  /** p(x|z): z [batch, latentSize] to the logits or the means of the pixels [batch, pixels]. */
  decoder: {hidden: HiddenLayer[]; output: "logits" | "mean"};
  training: {
    seed: number;
    /** How the weights started. */
    initializer: string;
    optimizer: {
      name: "adam" | "adagrad";
      /** The step size at the start. */
      rate: number;
      /** How the step size goes on: stays, or falls to 0 along half a cosine. */
      schedule: "constant" | "cosine";
    };
    /** What a nat of KL cost; without it 1, as in the bound. */
    beta?: number;
    /** How log p(x|z) was reduced over the pixels; without it “sum”, as in the bound. */
    reduction?: Reduction;
    /** M, the images in a minibatch. */
    batchSize: number;
    /** L, the posterior samples per image in the estimator. */
    samples: number;
    /** How often each training image was seen. */
    epochs: number;
    /** The number of training images. */
    images: number;
    /** The number of images seen, counting repetitions. */
    imagesSeen: number;
    wallTimeSeconds: number;
    /** The command that makes the model again. */
    command: string;
    /** The version of each program that it was made with, by name. */
    versions: Record<string, string>;
  };
  /** Means over the whole test set, in nats per image; elbo = −reconstruction − kl. */
  results: {
    testImages: number;
    /** L, the posterior samples per image behind reconstruction. */
    posteriorSamples: number;
    elbo: number;
    /** The mean of −log p(x|z) over q(z|x). */
    reconstruction: number;
    /** KL(q(z|x) ‖ p(z)), in closed form. */
    kl: number;
  };
  /**
   * What the 8-bit weights of decoder/int8.bin change, over the codes of the test set: absolute
   * differences of 8-bit pixels to those of the float16 weights.
   */
  rounding: {
    meanDifference: number;
    largestDifference: number;
    /** The share of pixels that differ by at most 4. */
    within4: number;
  };
  /** The size and SHA-256 (hexadecimal) of each file, by its path in the model’s folder. */
  files: Record<ModelFile, {bytes: number; sha256: string}>;
}

/** The files of a model, beside its manifest and its card. */
export type ModelFile =
  | "encoder/model.json"
  | "encoder/weights.bin"
  | "decoder/model.json"
  | "decoder/weights.bin"
  | "decoder/int8.bin"
  | "codes.bin"
  | "golden.json";

/**
 * Returns the manifest that a parsed JSON value is.
 *
 * @throws Error naming the first field that is missing, unknown or wrong, its value and what was
 *   expected, such as `invalid manifest: training.seed: "7", expected an integer ≥ 0`
 */
export function parseManifest(value: unknown): Manifest {
  return parseRecord("manifest", manifestSchema, value);
}

/** A manifest of a model that somebody trained, on images of any name. */
export type RunManifest = Omit<Manifest, "dataset"> & {dataset: string};

/** Returns the manifest that a parsed JSON value is, of whatever data; it throws likewise. */
export function parseRunManifest(value: unknown): RunManifest {
  return parseRecord("manifest", runManifestSchema, value);
}

const insideUnit = finite("expected a number between 0 and 1", (value) => value > 0 && value < 1);

const hidden = v.array(
  record({units: integer(1), activation: anyOf("relu", "tanh")}),
  "expected a list of layers"
);

const file = record({
  bytes: integer(1),
  sha256: v.pipe(
    v.string("expected 64 hexadecimal digits"),
    v.regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits")
  )
});

const ID = "expected lower-case letters, digits and hyphens";

/** How far −reconstruction − kl may be from elbo, in nats: the three are rounded one by one. */
const ROUNDING = 0.01;

const entries = {
  format: v.literal(1, "expected 1"),
  id: v.pipe(v.string(ID), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, ID)),
  image: record({
    width: integer(1),
    height: integer(1),
    channels: v.optional(v.picklist([1, 3], "expected 1 or 3"))
  }),
  latentSize: integer(1),
  prior: anyOf("standard normal"),
  sliderRange: v.pipe(
    v.strictTuple([insideUnit, insideUnit], "expected two numbers"),
    v.check(([low, high]) => low < high, "expected the lower end first")
  ),
  encoder: record({hidden}),
  decoder: record({hidden, output: anyOf("logits", "mean")}),
  training: record({
    seed: integer(0),
    initializer: text,
    optimizer: record({
      name: anyOf("adam", "adagrad"),
      rate: positiveNumber,
      schedule: anyOf("constant", "cosine")
    }),
    beta: v.optional(nonNegative),
    reduction: v.optional(anyOf("sum", "mean")),
    batchSize: integer(1),
    samples: integer(1),
    epochs: integer(1),
    images: integer(1),
    imagesSeen: integer(1),
    wallTimeSeconds: positiveNumber,
    command: text,
    versions: v.record(v.string(), text, "expected an object")
  }),
  results: v.pipe(
    record({
      testImages: integer(1),
      posteriorSamples: integer(1),
      elbo: finite("expected a number ≤ 0", (value) => value <= 0),
      reconstruction: nonNegative,
      kl: nonNegative
    }),
    v.forward(
      v.check(
        ({elbo, reconstruction, kl}) => Math.abs(elbo + reconstruction + kl) <= ROUNDING,
        ({input: {reconstruction, kl}}) =>
          `expected −reconstruction − kl = ${-reconstruction - kl} within ${ROUNDING}`
      ),
      ["elbo"]
    )
  ),
  rounding: record({
    meanDifference: nonNegative,
    largestDifference: integer(0),
    within4: finite("expected a number from 0 to 1", (value) => value >= 0 && value <= 1)
  }),
  files: record({
    "encoder/model.json": file,
    "encoder/weights.bin": file,
    "decoder/model.json": file,
    "decoder/weights.bin": file,
    "decoder/int8.bin": file,
    "codes.bin": file,
    "golden.json": file
  })
};

/** The manifest of a model, field by field; unknown fields are errors. */
const manifestSchema = record({...entries, dataset: anyOf("mnist", "fashion-mnist")});

/** The same, but for the data set, which may have any name. */
const runManifestSchema = record({...entries, dataset: text});
