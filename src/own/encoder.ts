import type {TfjsNetwork} from "../engine/tfjs/network.js";
import type {OutputScale} from "../formats/output-scale.js";
import {scaledInputs} from "../formats/output-scale.js";
import type {ChannelOrder} from "../reading/channel-order.js";
import {inChannelOrder, inputOrder} from "../reading/channel-order.js";
import type {MomentPlaces} from "../reading/moments.js";
import {momentsAmong} from "../reading/moments.js";
import type {TfjsFiles} from "../reading/tfjs-model.js";

/** An encoder of the reader’s own: q(z|x), on whatever computes it. */
export interface OwnEncoder {
  /**
   * Returns a promise to μ and log σ² of each image, both row-major [count, latentSize].
   *
   * @param x pixels in [0, 1], row-major [count, pixels]
   * @throws RangeError (as a rejection) if x has another length or a value that is not finite
   */
  encode(x: Float32Array, count: number): Promise<{mu: Float32Array; logVar: Float32Array}>;
}

/**
 * Returns a promise to an encoder over a network that someone else made, once it has been tried on
 * blank paper: two of its outputs, or the halves of the only one, have to be μ and log σ².
 *
 * @param facts the latents, the pixels, the scale and the order of the channels of the decoder
 * @throws Error (as a rejection) naming the network, the shape and what was expected
 */
export async function createOwnEncoder(
  {name, moments: known, inputScale}: TfjsFiles,
  network: TfjsNetwork,
  facts: {
    latentSize: number;
    pixels: number;
    scale: OutputScale;
    isSwapped: boolean;
    order: ChannelOrder | undefined;
  }
): Promise<OwnEncoder & {moments: MomentPlaces}> {
  const {latentSize, pixels, scale, isSwapped} = facts;
  const shape = network.inputShape.map((one) => one ?? 1);
  const size = shape.reduce((product, one) => product * one, 1);
  if (size !== pixels) {
    const found = `inputs of shape [${network.inputShape.join(", ")}]`;
    throw new Error(`invalid ${name}: ${found}, expected ${pixels} pixels, as the decoder gives`);
  }
  const moments = known ?? momentsAmong(name, network.outputNames);
  const reads = inputScale ?? scale;
  const order = facts.order && (inputOrder(network.inputShape) ?? facts.order);
  const trial = await network.run(scaledInputs(new Float32Array(pixels), reads), 1, shape);
  const places = moments.at === "halves" ? [0] : moments.at;
  const expectedSize = moments.at === "halves" ? 2 * latentSize : latentSize;
  const tried = places.map((place) => trial[place].values);
  if (tried.some(({length}) => length !== expectedSize)) {
    const found = trial.map((output) => `[${output.shape.slice(1).join(", ")}]`).join(" and ");
    const expected = `μ and log σ², each [${latentSize}] as the decoder reads`;
    throw new Error(`invalid ${name}: outputs of shape ${found}, expected ${expected}`);
  }
  if (tried.some((values) => values.some((value) => !Number.isFinite(value)))) {
    throw new Error(`invalid ${name}: it gives NaN for blank paper, expected finite numbers`);
  }
  return {
    moments,
    async encode(x, count) {
      if (x.length !== count * pixels) {
        throw new RangeError(`invalid x: length ${x.length}, expected ${count * pixels}`);
      }
      const wrong = x.findIndex((value) => !Number.isFinite(value));
      if (wrong !== -1) {
        throw new RangeError(`invalid x: ${x[wrong]} at ${wrong}, expected finite numbers`);
      }
      const images = inChannelOrder(scaledInputs(x, reads), pixels, order);
      const outputs = await network.run(images, count, shape);
      const [first, second] =
        moments.at === "halves"
          ? halvesOf(outputs[0].values, latentSize)
          : moments.at.map((place) => outputs[place].values);
      return orderedMoments({mu: first, logVar: second}, moments, isSwapped);
    }
  };
}

/** Returns the first and the second half of each row of 2·size numbers. */
function halvesOf(rows: Float32Array, size: number): [Float32Array, Float32Array] {
  const pick = (offset: number) =>
    Float32Array.from(
      {length: rows.length / 2},
      (_, i) => rows[Math.floor(i / size) * 2 * size + offset + (i % size)]
    );
  return [pick(0), pick(size)];
}

/** Returns what is to be said of how an encoder’s outputs were told apart; nothing if by names. */
export function momentsNote({at, second, isNamed}: MomentPlaces, isSwapped: boolean): string[] {
  const doubled = second === "logStd" ? ["Its encoder gives log σ, which is doubled"] : [];
  if (isNamed) return doubled;
  const halves =
    at === "halves"
      ? "The halves of the encoder’s output are"
      : "By their place alone, the encoder’s outputs are";
  return [`${halves} taken as ${isSwapped ? "log σ² and μ" : "μ and log σ²"}`, ...doubled];
}

/** Returns μ and log σ² in their order, log σ doubled. */
export function orderedMoments(
  {mu, logVar}: {mu: Float32Array; logVar: Float32Array},
  {second}: MomentPlaces,
  isSwapped: boolean
): {mu: Float32Array; logVar: Float32Array} {
  const [first, other] = isSwapped ? [logVar, mu] : [mu, logVar];
  return {mu: first, logVar: second === "logStd" ? other.map((value) => 2 * value) : other};
}
