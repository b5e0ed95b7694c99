import {brief} from "../formats/json.js";
import type {Kind} from "../state/kinds.js";
import {numberIn} from "../state/kinds.js";

/** Returns how μ and σ stand in a link: two numbers, each within its range. */
export function centerIn(
  muRange: readonly [number, number],
  sigmaRange: readonly [number, number]
): Kind<Center> {
  const [ofMu, ofSigma] = [numberIn(muRange, 4), numberIn(sigmaRange, 4)];
  return {
    toJson: ({mu, sigma}) => [ofMu.toJson(mu), ofSigma.toJson(sigma)],
    fromJson(json) {
      if (!Array.isArray(json) || json.length !== 2) {
        throw new Error(`${brief(json)}, expected two numbers, μ and σ`);
      }
      return {mu: ofMu.fromJson(json[0]), sigma: ofSigma.fromJson(json[1])};
    }
  };
}

/** One Gaussian of one latent. */
export interface Center {
  mu: number;
  sigma: number;
}
