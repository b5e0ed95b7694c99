/**
 * Returns Φ(z) by the series ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …): nothing that the site uses, so
 * that the tests do not repeat its mistakes. To 14 digits for |z| ≤ 5.
 */
export function independentCdf(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Returns Φ⁻¹(u) by halving an interval, for u with |Φ⁻¹(u)| ≤ 5. */
export function independentQuantile(u: number): number {
  let [low, high] = [-5, 5];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (independentCdf(middle) < u) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
