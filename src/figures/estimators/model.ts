import {fromBase64} from "../../formats/bytes.js";
import {locationScaleOf} from "../../math/bound-estimates.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import type {Draws, LocationScale} from "../../math/gradients.js";
import {numberedNormals} from "../../math/gradients.js";

/** What the figure begins with: a state, the place of an image, and a seed. */
export const firstChoice = {state: "0", image: 4, seed: 1} as const;

/** The draws that are shown as dots. */
export const shownDraws = 200;

/** The draws that the variances are measured over, once they are there. */
export const measuredDraws = 1000;

/** What the build has computed for the figure. */
export interface RecordedEstimates {
  source: "test images" | "decodings of recorded codes";
  /** One image of each class; 8-bit pixels in base64. */
  images: {label: number; pixels: string}[];
  /** The encoder’s q of each image, by the state. */
  codes: Record<string, DiagonalGaussian[]>;
  /** log p(x|z) and its gradient at the draws of the first frame: float32 in base64. */
  first: {f: string; slope: string};
}

/** Takes draws ε of a q through the decoder of a state, for an image x; see drawsThrough. */
type Through<State> = (
  state: State,
  request: {x: Float32Array; q: LocationScale; epsilon: Float64Array}
) => Promise<Draws>;

/** What of the figure the reader can set. */
export interface EstimatorChoice {
  state: string;
  /** The place of the image among those shown, from 0. */
  image: number;
  seed: number;
}

/** The images of the figure, and draws of their q through a decoder. */
export interface EstimatorModel {
  source: RecordedEstimates["source"];
  images: {label: number; pixels: Uint8ClampedArray}[];
  /** Returns the encoder’s q of an image in a state. */
  q(choice: Omit<EstimatorChoice, "seed">): LocationScale;
  /** The draws of the first choice, without a decoder. */
  first: Draws;
  /** Returns a promise to the first draws of q, of a seed, through the decoder of a state. */
  draws(choice: EstimatorChoice, count: number): Promise<Draws>;
}

/** Returns the model of the figure. */
export function estimatorModel<State extends string>(
  {source, images, codes, first}: RecordedEstimates,
  through: Through<State>
): EstimatorModel {
  const shown = images.map(({label, pixels}) => ({
    label,
    pixels: new Uint8ClampedArray(fromBase64(pixels).buffer)
  }));
  const q: EstimatorModel["q"] = ({state, image}) => locationScaleOf(codes[state][image]);
  const noise = (of: LocationScale, seed: number, count: number) =>
    numberedNormals(seed, {start: 0, count, latentSize: of.mu.length});
  const firstQ = q(firstChoice);
  const epsilon = noise(firstQ, firstChoice.seed, shownDraws);
  const [f, slope] = [first.f, first.slope].map((text) =>
    Float64Array.from(new Float32Array(fromBase64(text).buffer))
  );
  const latents = firstQ.mu.length;
  const z = epsilon.map((e, i) => firstQ.mu[i % latents] + firstQ.sigma[i % latents] * e);
  return {
    source,
    images: shown,
    q,
    first: {count: shownDraws, q: firstQ, epsilon, z, f, slope},
    draws(choice, count) {
      const of = q(choice);
      const x = Float32Array.from(shown[choice.image].pixels, (byte) => byte / 255);
      return through(choice.state as State, {x, q: of, epsilon: noise(of, choice.seed, count)});
    }
  };
}
