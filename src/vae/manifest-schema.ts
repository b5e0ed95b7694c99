import * as v from "valibot";
import {finite, integer, nonNegative, oneOf, positive, record, text} from "./schema-parts.js";

const insideUnit = finite("expected a number between 0 and 1", (value) => value > 0 && value < 1);

const hidden = v.array(
  record({units: integer(1), activation: oneOf("relu", "tanh")}),
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
  image: record({width: integer(1), height: integer(1)}),
  latentSize: integer(1),
  prior: oneOf("standard normal"),
  sliderRange: v.pipe(
    v.strictTuple([insideUnit, insideUnit], "expected two numbers"),
    v.check(([low, high]) => low < high, "expected the lower end first")
  ),
  encoder: record({hidden}),
  decoder: record({hidden, output: oneOf("logits", "mean")}),
  training: record({
    seed: integer(0),
    initializer: text,
    optimizer: record({
      name: oneOf("adam", "adagrad"),
      rate: positive,
      schedule: oneOf("constant", "cosine")
    }),
    beta: v.optional(nonNegative),
    reduction: v.optional(oneOf("sum", "mean")),
    batchSize: integer(1),
    samples: integer(1),
    epochs: integer(1),
    images: integer(1),
    imagesSeen: integer(1),
    wallTimeSeconds: positive,
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
export const manifestSchema = record({...entries, dataset: oneOf("mnist", "fashion-mnist")});

/** The same, but for the data set, which may have any name. */
export const runManifestSchema = record({...entries, dataset: text});
