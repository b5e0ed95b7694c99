/**
 * Records the learned prior of the page “After the paper”: `npm run record-prior` trains a flow on the
 * codes of 9,000 test images, by the encoder of mnist-2d, and writes its weights to
 * src/data/prior/mnist-2d.json, with what it adds to the bound of images, and how many of its draws
 * are judged to be digits.
 */
import {toBase64, toFloat16} from "../src/formats/bytes.js";
import type {PriorRecord} from "../src/formats/prior-record.js";
import {carry, FLOW_END, openFlow} from "../src/math/code-flow.js";
import {
  flowGains,
  priorGains,
  PRIOR_STEPS,
  splitPosteriors,
  trainPrior
} from "../src/math/learned-prior.js";
import {mixtureLogDensity, mixtureSamples, mixtureTerms} from "../src/math/mixture.js";
import {priorSamples} from "../src/math/random.js";
import {loadDataset} from "./data/dataset.js";
import {digitJudge} from "./mixtures/digit-judge.js";
import {shippedModel} from "./models/shipped-model.js";
import {recordPath, toDigits, writeJson} from "./records.js";

const [MODEL, SEED] = ["mnist-2d", 1];
/** Draws that are judged, and the training images that they are compared with. */
const [DRAWS, REFERENCES] = [1000, 10_000];

const {codes, network} = await shippedModel(MODEL, {engine: "plain"});
const split = splitPosteriors(codes);
const trained = trainPrior(split.train, {seed: SEED}, (step) => {
  if (step % 500 === 0) console.error(`${step} of ${PRIOR_STEPS} steps`);
});
const {latentSize} = codes;
const recorded = {latentSize, weights: toBase64(toFloat16(trained.weights))};
const flow = openFlow(recorded);
const judge = digitJudge(await loadDataset("mnist", {split: "train"}), REFERENCES);
const share = (z: Float32Array<ArrayBuffer>) => judge(network.pixels(z, DRAWS), DRAWS);
const noise = priorSamples(SEED, DRAWS, latentSize);
const record: PriorRecord = {
  command: "npm run record-prior",
  seed: SEED,
  terms: mixtureTerms(split.train, {seed: SEED}),
  flow: recorded,
  learned: flowGains(flow, split),
  mixture: priorGains((z) => mixtureLogDensity(split.train, z), split),
  digits: {
    draws: DRAWS,
    prior: share(noise),
    learned: share(Float32Array.from(carry(flow, noise, {from: FLOW_END, to: 0}).z)),
    mixture: share(mixtureSamples(split.train, {seed: SEED, count: DRAWS}))
  }
};
await writeJson(recordPath(`prior/${MODEL}.json`), record, toDigits(6));
console.error(JSON.stringify({...record, flow: undefined}, toDigits(6)));
