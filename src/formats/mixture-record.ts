/**
 * What KL(q(z|x) ‖ p(z)) is made of on average over some images, in nats per image. With the mixture
 * q(z) = 1/N Σ q(z|xₙ), the mean of KL(q(z|xₙ) ‖ p(z)) is I(x; z) + KL(q(z) ‖ p(z)).
 */
export interface MixtureTerms {
  /** N, the components of the mixture. */
  count: number;
  /** The mean of KL(q(z|xₙ) ‖ p(z)), in closed form. */
  kl: number;
  /** I(x; z): what z tells about which of the images x is; from 0 to log N. */
  information: number;
  /** KL(q(z) ‖ p(z)) of the mixture from the prior. */
  mismatch: number;
  /** Of the information, and so of the mismatch. */
  standardError: number;
}

/** What tools/record-mixtures.ts has measured of a model. */
export interface MixtureRecord extends MixtureTerms {
  /**
   * The smallest share of the unit square u = Φ(z), in cells, in which half of q(z) lies: ½ if it
   * lies as the prior does; only of models of two latents.
   */
  halfShare?: number;
  /** How many draws of the model are judged to be digits; only of the models of Figure 5. */
  digits?: {
    draws: number;
    /** The nearest neighbors that have to be of one class. */
    neighbors: number;
    /** The training images among which they are. */
    references: number;
    /** The share of draws from the prior, from the mixture q(z), and of test images. */
    prior: number;
    mixture: number;
    testImages: number;
  };
}
