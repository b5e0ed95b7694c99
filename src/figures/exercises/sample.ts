import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {diagonalSamples} from "../../math/diagonal-gaussian.js";
import type {Exercise, Mistake, Verdict} from "./exercise.js";
import {exerciseNormals, gaussianCases, gaussianText, judge, listText} from "./exercise.js";

/** A q, and the noise of one draw. */
export interface Draw extends DiagonalGaussian {
  epsilon: readonly number[];
}

/** Returns what a rule for one latent gives for all. */
const each = (rule: (mu: number, logVar: number, epsilon: number) => number) => (draw: Draw) =>
  draw.mu.map((mu, j) => rule(mu, draw.logVar[j]!, draw.epsilon[j]!));

/** Returns z = μ + σ ⊙ ε of one draw, as the library computes it. */
function rightSample({mu, logVar, epsilon}: Draw): number[] {
  return Array.from(diagonalSamples(mu, logVar, Float32Array.from(epsilon)));
}

const mistakes: Mistake<Draw>[] = [
  {says: "It still gives μ: nothing of ε is in it.", of: each((mu) => mu)},
  {
    says: "This multiplies ε by σ² instead of σ: exp(logVar) is σ², exp(logVar / 2) is σ.",
    of: each((mu, logVar, epsilon) => mu + Math.exp(logVar) * epsilon)
  },
  {
    says: "This takes logVar for σ; σ is exp(logVar / 2).",
    of: each((mu, logVar, epsilon) => mu + logVar * epsilon)
  },
  {
    says: "This takes logVar / 2 for σ; an exponential is missing.",
    of: each((mu, logVar, epsilon) => mu + (logVar / 2) * epsilon)
  },
  {
    says: "This divides by σ instead of multiplying by it.",
    of: each((mu, logVar, epsilon) => mu + Math.exp(-logVar / 2) * epsilon)
  },
  {says: "μ is missing.", of: each((_, logVar, epsilon) => Math.exp(logVar / 2) * epsilon)},
  {says: "σ is missing: ε comes with a factor.", of: each((mu, _, epsilon) => mu + epsilon)},
  {
    says: "ε is missing: this is one σ above μ.",
    of: each((mu, logVar) => mu + Math.exp(logVar / 2))
  },
  {
    says: "This multiplies μ by σ as well.",
    of: each((mu, logVar, epsilon) => (mu + epsilon) * Math.exp(logVar / 2))
  },
  {
    says: "This subtracts the noise. That has the same distribution, but it is not z = μ + σ ⊙ ε.",
    of: each((mu, logVar, epsilon) => mu - Math.exp(logVar / 2) * epsilon)
  },
  {
    says: "All latents have got the noise of the first one.",
    of: (draw) => rightSample({...draw, epsilon: draw.epsilon.map(() => draw.epsilon[0]!)})
  }
];

const exercise: Exercise<Draw> = {
  name: "sample",
  cases: gaussianCases().map((q, i) => ({
    ...q,
    epsilon: i === 0 ? [1, -2] : exerciseNormals(q.mu.length, i, 2)
  })),
  argumentsOf: ({mu, logVar, epsilon}) => [mu, logVar, epsilon],
  describe: (draw) => `${gaussianText(draw)}, epsilon = ${listText(draw.epsilon)}`,
  expected: rightSample,
  mistakes,
  praise: "Right: the same as the library’s for one latent, two, three, five and twenty."
};

/**
 * Returns what is to be said of a reader’s reparameterized sample, a function of mu, logVar and
 * epsilon that returns z.
 */
export function checkSample(answer: unknown): Verdict {
  return judge(answer, exercise);
}
