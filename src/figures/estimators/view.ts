import {create, format} from "d3";
import {threeDigits} from "../../components/histogram.js";
import type {BoundEstimator, QParameter} from "../../math/bound-estimates.js";
import {boundEstimates, boundGradients, estimatorNoise} from "../../math/bound-estimates.js";
import type {Draws, LocationScale} from "../../math/gradients.js";
import {sampleMoments} from "../../math/moments.js";
import {shownUnit} from "../../state/unit.js";
import {shownDraws} from "./model.js";
import type {Strip} from "./strips.js";
import {estimateStrips} from "./strips.js";

/** What single draws say of the bound and of its gradient, and how much they vary. */
interface EstimateView extends HTMLElement {
  /** Shows draws; of the gradients those of one latent, 1 for the one that carries most KL. */
  show(draws: Draws, rank: number): void;
}

const count = format(",");
const names: Record<BoundEstimator, string> = {A: "(6)", B: "(7)", path: "path"};
const estimators = ["A", "B", "path"] as const;

/** Returns three panels of estimates, and a sentence that compares them over all latents. */
export function estimateView(): EstimateView {
  const root = create("div").attr("class", "estimator-view");
  const panels = root.append("div").attr("class", "estimator-panels");
  const value = estimateStrips("estimates of the bound", 2);
  const byMu = estimateStrips("gradients with respect to mu", 3);
  const byLogSigma = estimateStrips("gradients with respect to log sigma", 3);
  const panel = (title: string, strips: HTMLElement) => {
    const place = panels.append("div");
    place.append("p").attr("class", "estimator-title").html(title);
    place.append(() => strips);
  };
  panel("the estimate itself", value);
  panel(`its gradient, <span class="of-q">∂/∂μ</span>`, byMu);
  panel(`its gradient, <span class="of-q">∂/∂ log σ</span>`, byLogSigma);
  const reading = root.append("p").attr("class", "estimator-reading").attr("role", "status");

  function show(draws: Draws, rank: number): void {
    const latent = latentsByKl(draws.q)[Math.min(rank, draws.q.mu.length) - 1];
    const [bySix, bySeven] = (["A", "B"] as const).map((each) => boundEstimates(draws, each));
    const strips = [stripOf("A", bySix), stripOf("B", bySeven)];
    value.show(strips, sampleMoments(bySeven).mean, `estimates of the bound, ${shownUnit()}`, true);
    const showGradients = (place: typeof byMu, of: QParameter["of"], label: string) => {
      const all = estimators.map((each) => boundGradients(draws, each, {of, latent}));
      const {mean} = sampleMoments(all[1]);
      place.show(
        all.map((values, i) => stripOf(estimators[i], values)),
        mean,
        label
      );
    };
    showGradients(byMu, "mu", "nats per unit of μ");
    showGradients(byLogSigma, "logSigma", "nats per unit of log σ");
    reading.text(noiseSentence(draws));
  }

  return Object.assign(root.node()!, {show});
}

function stripOf(estimator: BoundEstimator, values: Float64Array): Strip {
  const className = `estimator-${estimator}`;
  return {name: names[estimator], className, values: values.subarray(0, shownDraws)};
}

/** Returns the latents of a q, the one that carries most KL first. */
function latentsByKl({mu, sigma}: LocationScale): number[] {
  const kl = Array.from(mu, (m, j) => (m ** 2 + sigma[j] ** 2 - 1) / 2 - Math.log(sigma[j]));
  return Array.from(kl.keys()).toSorted((a, b) => kl[b] - kl[a]);
}

/** Returns what the draws say of all latents together. */
function noiseSentence(draws: Draws): string {
  const {A, B, path} = estimatorNoise(draws);
  const ratio = (of: "value" | "mu" | "logSigma", {[of]: variance} = A) =>
    threeDigits(variance / B[of]);
  return (
    `Over ${count(draws.count)} draws, the variance of (6) is ${ratio("value")} times that of (7) in ` +
    `value. In the gradient, summed over all latents, it is ${ratio("mu")} times as large with ` +
    `respect to μ, and ${ratio("logSigma")} times with respect to log σ. The path derivative has ` +
    `${ratio("mu", path)} and ${ratio("logSigma", path)} times the variance of (7).`
  );
}
