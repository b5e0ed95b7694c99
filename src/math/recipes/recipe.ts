/** A number that a distribution has, and where a reader may set it. */
export interface RecipeParameter {
  symbol: string;
  range: readonly [number, number];
  /** From one value to the next: 1 for an integer. */
  step: number;
  start: number;
}

/** What a recipe makes of one ε on the way to z. */
export interface Ingredients {
  /** What they are, such as “−log ε₁ … −log ε₃”. */
  name: string;
  values: number[];
}

/**
 * A way to write z ~ q as z = g(ε), with ε from a distribution that does not depend on the
 * parameters of q: one entry of the three lists of section 2.4. Every ε is made from a uniform
 * number u in (0, 1), so that one seed drives them all.
 */
export interface Recipe {
  /** The distribution of z, by the name that the paper gives it. */
  name: string;
  way: "inverse CDF" | "location–scale" | "composition";
  parameters: readonly RecipeParameter[];
  /** Whether z lies between 0 and 1 whatever the parameters; defaults to false. */
  isShare?: boolean;
  /** g, as a formula in plain text. */
  formula: string;
  /** The distribution of ε, in plain text. */
  noise: string;
  /** Returns how many ε one z takes. */
  noiseSize(parameters: readonly number[]): number;
  /** Returns the ε that a uniform u gives: an increasing function. */
  epsilon(u: number): number;
  /** Returns what the ε become before they are put together; none where g is one step. */
  ingredients?(epsilon: readonly number[], parameters: readonly number[]): Ingredients[];
  /** Returns z = g(ε): one number, or for the Dirichlet one for each share. */
  map(epsilon: readonly number[], parameters: readonly number[]): number[];
  /** Returns the density of the first number of z. */
  pdf(z: number, parameters: readonly number[]): number;
  /** Returns the probability that the first number of z is at most this. */
  cdf(z: number, parameters: readonly number[]): number;
}

/** Returns a parameter with which a family is moved along the axis. */
export function location(symbol: string): RecipeParameter {
  return {symbol, range: [-2, 2], step: 0.05, start: 0};
}

/** Returns a positive parameter. */
export function positive(symbol: string, start = 1, most = 3): RecipeParameter {
  return {symbol, range: [0.2, most], step: 0.05, start};
}

/** Returns a parameter that counts something. */
export function whole(symbol: string, start: number, most = 6): RecipeParameter {
  return {symbol, range: [1, most], step: 1, start};
}
