/** Runs of one plan that differ in β alone, each measured on all held-out images. */
export interface BetaRecord {
  /** What records them. */
  command: string;
  /** The commit that they were made at. */
  commit: string;
  /** The plan of the run with β = 1, as `npm run train` takes it. */
  plan: string;
  seed: number;
  /** The minibatches of each run. */
  steps: number;
  /** The number of held-out images. */
  heldOut: number;
  /** The least distortion that these images allow, in nats per image. */
  floor: number;
  /** In ascending order of β. */
  runs: BetaRun[];
}

/** Where one of the runs has ended. */
export interface BetaRun {
  /** The weight of the divergence, > 0. */
  beta: number;
  /** KL(q ‖ p(z)), in nats per image. */
  rate: number;
  /** −E_q[log p(x|z)], in nats per image: one draw of q for each image. */
  distortion: number;
}
