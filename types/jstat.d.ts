declare module "jstat" {
  /** A family of one parameter: density, distribution function and its inverse. */
  interface Family1 {
    pdf(x: number, a: number): number;
    cdf(x: number, a: number): number;
    inv(p: number, a: number): number;
  }
  interface Family2 {
    pdf(x: number, a: number, b: number): number;
    cdf(x: number, a: number, b: number): number;
    inv(p: number, a: number, b: number): number;
  }
  interface Family3 {
    pdf(x: number, a: number, b: number, c: number): number;
    cdf(x: number, a: number, b: number, c: number): number;
    inv(p: number, a: number, b: number, c: number): number;
  }
  const jStat: {
    /** By its rate. */
    exponential: Family1;
    /** By location and scale. */
    cauchy: Family2;
    /** By scale and shape, in this order. */
    pareto: Family2;
    weibull: Family2;
    /** By shape and scale. */
    gamma: Family2;
    /** By mean and standard deviation. */
    normal: Family2;
    /** By location and scale; it has no inverse. */
    laplace: Omit<Family2, "inv">;
    /** By degrees of freedom. */
    studentt: Family1;
    /** By its ends. */
    uniform: Family2;
    /** By its ends and its mode. */
    triangular: Family3;
    /** By the mean and the standard deviation of the logarithm. */
    lognormal: Family2;
    beta: Family2;
    chisquare: Family1;
    /** By the degrees of freedom of numerator and denominator. */
    centralF: Family2;
  };
  export default jStat;
}
