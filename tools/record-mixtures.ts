/**
 * Measures what the mean KL of each shipped model is made of, over the codes of the test set, how
 * unevenly the codes of two latents lie, and how many draws of the models of Figure 5 are judged to be
 * digits: `npm run record-mixtures` writes
 * src/data/mixtures/terms.json.
 */
import {readdir} from "node:fs/promises";
import {join} from "node:path";
import type {MixtureRecord} from "../src/formats/mixture-record.js";
import {
  mixtureMass,
  mixtureSamples,
  mixtureTerms,
  shareOfHalf,
  SQUARE_SIDE
} from "../src/math/mixture.js";
import {priorSamples} from "../src/math/random.js";
import {loadDataset} from "./data/dataset.js";
import {digitJudge, NEIGHBORS} from "./mixtures/digit-judge.js";
import type {ShippedModel} from "./models/shipped-model.js";
import {shippedModel} from "./models/shipped-model.js";
import {projectFolder} from "./project.js";
import {recordPath, toDigits, writeJson} from "./records.js";

const SEED = 1;
/** Draws that are judged, and the training images that they are compared with. */
const [DRAWS, REFERENCES] = [500, 10_000];

const entries = await readdir(join(projectFolder, "models"), {withFileTypes: true});
const ids = entries.filter((entry) => entry.isDirectory()).map(({name}) => name);
const [train, test] = await Promise.all(
  (["train", "test"] as const).map((split) => loadDataset("mnist", {split}))
);
const judge = digitJudge(train, REFERENCES);
const testImages = judge(test.images, DRAWS);

/** Returns how many draws of a model are judged to be digits. */
function judged({codes, network}: ShippedModel): MixtureRecord["digits"] {
  const {latentSize} = codes;
  const share = (z: Float32Array) => judge(network.pixels(z, DRAWS), DRAWS);
  return {
    draws: DRAWS,
    neighbors: NEIGHBORS,
    references: REFERENCES,
    prior: share(priorSamples(SEED, DRAWS, latentSize)),
    mixture: share(mixtureSamples(codes, {seed: SEED, count: DRAWS})),
    testImages
  };
}

const records: Record<string, MixtureRecord> = {};
for (const id of ids.toSorted()) {
  const model = await shippedModel(id);
  const digits = id.startsWith("mnist-tanh-") ? judged(model) : undefined;
  const {codes} = model;
  const square = {axes: [0, 1], side: SQUARE_SIDE} as const;
  const halfShare = codes.latentSize === 2 ? shareOfHalf(mixtureMass(codes, square)) : undefined;
  records[id] = {...mixtureTerms(codes, {seed: SEED}), halfShare, digits};
  console.error(`${id}: ${JSON.stringify(records[id])}`);
}
await writeJson(recordPath("mixtures/terms.json"), records, toDigits(6));
