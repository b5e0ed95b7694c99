/**
 * Writes how much more the score function varies than the pathwise gradient, for the example image
 * of each class: the ratio of the variances of one draw by the mean of the first latent, at the q
 * that the encoder of mnist-2d has for the image.
 */
import {recordedDecodings, shippedModel} from "../../../tools/models/shipped-model.js";
import {testImages} from "../../../tools/data/carried-images.js";
import {expectations} from "../../figures/gradients/cases.js";
import {floatLayer} from "../../math/float-layers.js";
import {drawsOf, imageTarget} from "../../math/gradients.js";
import {normalGrid} from "../../math/moments.js";
import {exampleChoice} from "../example-choice.js";

/** Nodes along each latent: enough for two digits of a ratio of variances. */
const NODES = 15;

const model = await shippedModel("mnist-2d", {engine: "plain"});
const layers = model.layers.map(floatLayer);
const {labels, mu, logVar, latentSize} = model.codes;
const test = await testImages("mnist");
const {epsilon, weights} = normalGrid(latentSize, NODES);

const ratios = exampleChoice(labels, []).map(({index}) => {
  const size = 784;
  const bytes = test?.images.subarray(index * size, (index + 1) * size);
  const x = Float32Array.from(bytes ?? recordedDecodings(model, [index]), (ink) => ink / 255);
  const row = (values: Float32Array) =>
    Array.from(values.subarray(index * latentSize, (index + 1) * latentSize));
  const q = {mu: row(mu), sigma: row(logVar).map((value) => Math.exp(value / 2))};
  const {of, meanF} = expectations(drawsOf(imageTarget(layers, x), q, epsilon), weights);
  const [plain, baseline] = [0, -meanF].map((constant) => {
    const {score, pathwise} = of({of: "mu", latent: 0}, constant);
    return score.variance / pathwise.variance;
  });
  return {label: labels[index], plain, baseline};
});
process.stdout.write(JSON.stringify(ratios));
