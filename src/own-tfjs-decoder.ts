import type {Decoder} from "./engine/decoder.js";
import {checkLatents, pixelsOfLogits} from "./engine/decoder.js";
import type {TfjsNetwork} from "./engine/tfjs/network.js";
import {randomSource, standardNormals} from "./math/random.js";
import {imageSize} from "./reading/model.js";
import type {ImageSize} from "./reading/own-images.js";

/** Points at which a decoder is tried before it is used. */
const TRIALS = 16;

/** Means are kept so far from 0 and 1, where a logit would be infinite; Keras does the same. */
const SMALLEST_MEAN = 1e-7;

/** What a decoder of the visitor’s own is made of. */
export interface OwnDecoderParts {
  /** What errors call it. */
  name: string;
  network: TfjsNetwork;
  /** Whether it is known to give logits; otherwise what it gives is looked at. */
  givesLogits: boolean;
  /** The size of images that it gives as rows of h·w. */
  size?: ImageSize;
  /** The backend that computes, such as “wasm”. */
  backend: string;
}

/** A decoder of the visitor’s own. */
export interface OwnDecoder extends Decoder {
  /** Returns what logits does, at once; only tfjs on this thread has it. */
  logitsNow?(z: Float32Array, count: number): Float32Array;
}

/**
 * Returns a promise to a decoder over a network that someone else made, once it has been tried on
 * some draws from the prior: what lies in [0, 1] for all of them are means, anything else logits.
 *
 * @throws Error (as a rejection) naming the network, a shape or a value and what was expected
 */
export async function createOwnTfjsDecoder({
  name,
  network,
  givesLogits,
  size,
  backend
}: OwnDecoderParts): Promise<OwnDecoder & {output: "logits" | "mean"}> {
  const [latentSize, ...more] = network.inputShape;
  if (typeof latentSize !== "number" || more.length > 0) {
    const found = `inputs of shape [${network.inputShape.join(", ")}]`;
    throw new Error(`invalid ${name}: ${found}, expected [d], the latents z`);
  }
  const [said, ...others] = network.outputShapes;
  if (said === undefined || others.length > 0) {
    const found = `${network.outputShapes.length} outputs`;
    throw new Error(`invalid ${name}: ${found}, expected 1, the pixels`);
  }
  // Before it is run: it could be anything, and take the memory for it.
  if (said.length > 0 && !said.includes(null)) imageSize(name, said, size);
  const trial = standardNormals(randomSource(0), TRIALS * latentSize);
  const [{shape, values}] = await network.run(trial, TRIALS, [latentSize]);
  const {width, height} = imageSize(name, shape.slice(1), size);
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new Error(`invalid ${name}: it gives ${wrong} for a draw of z, expected finite numbers`);
  }
  const isMean = !givesLogits && values.every((value) => value >= 0 && value <= 1);
  const facts = {latentSize, width, height, engine: `tfjs-${backend}`};
  let disposed = false;

  function check(z: Float32Array, count: number): void {
    if (disposed) throw new Error(`the decoder of ${name} is disposed`);
    checkLatents(z, count, facts.latentSize);
  }

  async function run(z: Float32Array, count: number): Promise<Float32Array> {
    check(z, count);
    if (count === 0) return new Float32Array(0);
    // The caller may write into z while the network is at work.
    const [output] = await network.run(z.slice(), count, [facts.latentSize]);
    return output.values;
  }

  return {
    ...facts,
    output: isMean ? "mean" : "logits",
    async decode(z, count) {
      const output = await run(z, count);
      if (!isMean) return pixelsOfLogits(output);
      return Uint8ClampedArray.from(output, (mean) => 255 * mean);
    },
    async logits(z, count) {
      const output = await run(z, count);
      return isMean ? output.map(logit) : output;
    },
    logitsNow(z, count) {
      check(z, count);
      const [output] = network.runNow(z, count, [facts.latentSize]);
      return isMean ? output.values.map(logit) : output.values;
    },
    async hidden() {
      throw new Error(`the decoder of ${name} has layers of other kinds, so none counts as hidden`);
    },
    dispose() {
      if (!disposed) network.dispose();
      disposed = true;
    }
  };
}

function logit(mean: number): number {
  const inside = Math.min(1 - SMALLEST_MEAN, Math.max(SMALLEST_MEAN, mean));
  return Math.log(inside) - Math.log1p(-inside);
}
