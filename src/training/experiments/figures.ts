import {paperSetting} from "./plan.js";
import type {ExperimentPlan, Method} from "./plan.js";

/** The figures of the paper that runs are recorded for. */
export type FigureNumber = 2 | 3;

/** A run of a figure. */
export interface Experiment {
  /** What commands and files call it, such as “mnist-3-aevb-0”. */
  id: string;
  plan: ExperimentPlan;
}

/** A run, and how far it goes before the next one has its turn. */
export interface Stage extends Experiment {
  /** In images seen, those of earlier stages included. */
  images: number;
}

const MNIST_LATENTS = [3, 5, 10, 20, 200];
const FASHION_LATENTS = [2, 5, 10, 20];
const BOUND_METHODS: Method[] = ["aevb", "wake-sleep"];
const SEEDS = [0, 1, 2];

/** 10^6.5, where curves have a point: a run of 3·10⁶ would end half a million after its last one. */
const FAR = 3_162_300;

/** What the names of settings with a longer trial of step sizes end in. */
const LONGER = "-longer";

/** Figure 2, on MNIST and, in the place of Frey Face, on Fashion-MNIST. */
function boundExperiments(dataset: "mnist" | "fashion-mnist", seed: number): Experiment[] {
  const isMnist = dataset === "mnist";
  return (isMnist ? MNIST_LATENTS : FASHION_LATENTS).flatMap((latentSize) =>
    BOUND_METHODS.map((method) => ({
      id: `${isMnist ? "mnist" : "fashion"}-${latentSize}-${method}-${seed}`,
      plan: {
        ...paperSetting,
        method,
        dataset,
        latentSize,
        seed,
        hiddenUnits: isMnist ? 500 : 200
      }
    }))
  );
}

/** The minibatches of a trial after which AEVB’s step size is another one than after the usual. */
const LONGER_TRIAL = 100;

/**
 * Figure 3: three latents, so that appendix D can estimate the marginal likelihood. AEVB is there
 * twice: with a step size that a longer trial chooses, too, which is another one for AEVB alone.
 */
function likelihoodExperiments(trainImages: number, seed: number): Experiment[] {
  const setting = {
    ...paperSetting,
    trainImages,
    seed,
    latentSize: 3,
    hiddenUnits: 100,
    measuredImages: 1000,
    likelihood: true,
    pointsPerDecade: 5
  };
  return [
    ...([...BOUND_METHODS, "mcem"] as Method[]).map((method) => ({
      id: `n${trainImages}-${method}-${seed}`,
      plan: {...setting, method}
    })),
    {
      id: `n${trainImages}${LONGER}-aevb-${seed}`,
      plan: {...setting, method: "aevb", trialSteps: LONGER_TRIAL}
    }
  ];
}

/**
 * Returns the stages of a figure in the order in which they tell most for their time: one seed of
 * everything first, then farther, then other seeds.
 */
export function figureStages(figure: FigureNumber): Stage[] {
  const upTo = (images: number, experiments: Experiment[]): Stage[] =>
    experiments.map((experiment) => ({...experiment, images}));
  if (figure === 3) {
    const [first, ...others] = SEEDS;
    const both = (seed: number) => [1000, 50_000].flatMap((n) => likelihoodExperiments(n, seed));
    return [
      ...upTo(1e6, both(first)),
      ...others.flatMap((seed) => upTo(1e6, both(seed))),
      ...SEEDS.flatMap((seed) => upTo(FAR, both(seed))),
      ...SEEDS.flatMap((seed) => upTo(1e7, both(seed)))
    ];
  }
  const [first, ...others] = SEEDS;
  const mnist = (seed: number) => boundExperiments("mnist", seed);
  const fashion = boundExperiments("fashion-mnist", first);
  return [
    ...upTo(1e6, mnist(first)),
    ...upTo(1e6, fashion),
    ...upTo(FAR, mnist(first)),
    ...others.flatMap((seed) => upTo(1e6, mnist(seed))),
    ...upTo(FAR, fashion),
    ...others.flatMap((seed) => upTo(FAR, mnist(seed))),
    ...upTo(1e7, mnist(first))
  ];
}
