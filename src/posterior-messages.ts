import type {PortableNetwork} from "./engine/open-network.js";
import type {WasmPaths} from "./engine/tfjs/backend.js";
import type {Fit} from "./math/best-diagonal.js";
import type {BoundTerms} from "./math/bound.js";
import type {DiagonalGaussian} from "./math/diagonal-gaussian.js";
import type {Posterior} from "./math/posterior.js";
import type {TfjsModel} from "./own-model-messages.js";

/** What a worker of posteriors is asked; it answers in order. */
export type PosteriorRequest =
  | {type: "decoder"; network: PortableNetwork}
  | {type: "tfjs"; network: TfjsModel; paths: WasmPaths}
  | {type: "landscape"; id: number; x: Float32Array}
  | {type: "posterior"; id: number}
  | {type: "bound"; id: number; q: DiagonalGaussian}
  | {type: "best"; id: number; from: DiagonalGaussian | undefined}
  | {type: "likelihoods"; id: number; x: Float32Array; z: Float32Array};

/** A q as it is shown: its terms, and the decoder’s image at its mean. */
export interface ShownBound extends BoundTerms {
  /** 8-bit pixels, 0 paper … 255 ink. */
  pixels: Uint8ClampedArray;
  /** Whether better ones come when the same q is asked for again. */
  hasMore: boolean;
}

/** What it answers. A search for the best q answers with each fit, and is done after the last. */
export type PosteriorAnswer =
  | {type: "landscape"; id: number; value: Float64Array}
  | {type: "posterior"; id: number; value: Posterior}
  | {type: "bound"; id: number; value: ShownBound}
  | {type: "fit"; id: number; fit: Fit}
  | {type: "best"; id: number; value: Fit}
  | {type: "likelihoods"; id: number; value: Float64Array}
  | {type: "failed"; id: number; message: string}
  /** How many images a slow decoder has decoded so far; it comes unasked. */
  | {type: "decoded"; count: number};
