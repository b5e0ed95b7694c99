declare module "jstat" {
  interface Distribution {
    pdf(x: number, mean: number, std: number): number;
    cdf(x: number, mean: number, std: number): number;
    inv(p: number, mean: number, std: number): number;
  }
  const jStat: {normal: Distribution};
  export default jStat;
}
