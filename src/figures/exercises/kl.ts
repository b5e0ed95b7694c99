import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {diagonalKlToPrior} from "../../math/diagonal-gaussian.js";
import type {Exercise, Mistake, Verdict} from "./exercise.js";
import {gaussianCases, gaussianText, judge} from "./exercise.js";

/** Returns ½ Σ of a term of each latent. */
const half = (term: (mu: number, logVar: number) => number) => (q: DiagonalGaussian) =>
  q.mu.reduce((sum, mu, j) => sum + term(mu, q.logVar[j]!) / 2, 0);

const mistakes: Mistake<DiagonalGaussian>[] = [
  {says: "It still gives 0.", of: () => 0},
  {
    says: "The sign is the other way round: a divergence is never negative. This is −KL.",
    of: (q) => -diagonalKlToPrior(q)
  },
  {says: "The factor ½ is missing.", of: (q) => 2 * diagonalKlToPrior(q)},
  {
    says: "The factor ½ is missing, and the sign is the other way round.",
    of: (q) => -2 * diagonalKlToPrior(q)
  },
  {
    says: "This is the mean over the latents; the divergence is their sum.",
    of: (q) => diagonalKlToPrior(q) / q.mu.length
  },
  {
    says: "This is only the first latent; the divergence is the sum over all.",
    of: ({mu, logVar}) => diagonalKlToPrior({mu: [mu[0]!], logVar: [logVar[0]!]})
  },
  {
    says: "This has σ where σ² belongs: exp(logVar) is σ², exp(logVar / 2) is σ.",
    of: half((mu, logVar) => mu ** 2 + Math.exp(logVar / 2) - 1 - logVar)
  },
  {
    says: "This takes logVar for log σ; it is log σ², so σ² is exp(logVar).",
    of: half((mu, logVar) => mu ** 2 + Math.exp(2 * logVar) - 1 - 2 * logVar)
  },
  {
    says: "This takes logVar for σ² itself; σ² is exp(logVar).",
    of: half((mu, logVar) => mu ** 2 + logVar - 1 - logVar)
  },
  {says: "μ is to be squared.", of: half((mu, logVar) => mu + Math.exp(logVar) - 1 - logVar)},
  {says: "The term μ² is missing.", of: half((_, logVar) => Math.exp(logVar) - 1 - logVar)},
  {says: "The term −1 is missing.", of: half((mu, logVar) => mu ** 2 + Math.exp(logVar) - logVar)},
  {says: "The term −log σ² is missing.", of: half((mu, logVar) => mu ** 2 + Math.exp(logVar) - 1)},
  {
    says: "log σ² is to be subtracted, not added.",
    of: half((mu, logVar) => mu ** 2 + Math.exp(logVar) - 1 + logVar)
  },
  {
    says: "This is the divergence in the other order, KL(p(z) ‖ q).",
    of: half((mu, logVar) => (1 + mu ** 2) / Math.exp(logVar) - 1 + logVar)
  },
  {
    says: "This is in bits, with logarithms of base 2; the answer is in nats.",
    of: (q) => diagonalKlToPrior(q) / Math.LN2
  }
];

const exercise: Exercise<DiagonalGaussian> = {
  name: "kl",
  cases: gaussianCases(),
  argumentsOf: ({mu, logVar}) => [mu, logVar],
  describe: gaussianText,
  expected: diagonalKlToPrior,
  mistakes,
  praise: "Right: the same as the library’s for one latent, two, three, five and twenty."
};

/**
 * Returns what is to be said of a reader’s KL(q ‖ p(z)) for the prior N(0, I), a function of mu and
 * logVar that returns nats.
 */
export function checkKl(answer: unknown): Verdict {
  return judge(answer, exercise);
}
