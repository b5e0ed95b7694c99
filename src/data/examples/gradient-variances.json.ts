/**
 * Writes how much more the score function varies than the pathwise gradient, for the example image
 * of each class: the ratio of the variances of one draw by the mean of the first latent, at the q
 * that the encoder of mnist-2d has for the image.
 */
import {shippedModel} from "../../../tools/models/shipped-model.js";
import {expectations} from "../../figures/gradients/cases.js";
import {floatLayer} from "../../math/float-layers.js";
import {drawsOf, imageTarget} from "../../math/gradients.js";
import {normalGrid} from "../../math/moments.js";
import {exampleImages} from "../example-images.js";

/** Nodes along each latent: f has kinks, and fewer would change the second digit of a ratio. */
const NODES = 61;

const [model, {images}] = await Promise.all([
  shippedModel("mnist-2d", {engine: "plain"}),
  exampleImages("mnist")
]);
const layers = model.layers.map(floatLayer);
const {epsilon, weights} = normalGrid(model.codes.latentSize, NODES);

const oneOfEach = images.filter(({kinds}) => kinds.includes("class"));
const ratios = oneOfEach.map(({label, pixels, q}) => {
  const x = Float32Array.from(pixels, (ink) => ink / 255);
  const sigma = q.logVar.map((value) => Math.exp(value / 2));
  const draws = drawsOf(imageTarget(layers, x), {mu: q.mu, sigma}, epsilon);
  const {of, meanF} = expectations(draws, weights);
  const [plain, baseline] = [0, -meanF].map((constant) => {
    const {score, pathwise} = of({of: "mu", latent: 0}, constant);
    return score.variance / pathwise.variance;
  });
  return {label, plain, baseline};
});
process.stdout.write(JSON.stringify(ratios));
