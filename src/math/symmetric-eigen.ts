/** The eigenvalues and eigenvectors of a symmetric matrix, the largest eigenvalue first. */
export interface SymmetricEigen {
  values: Float64Array<ArrayBuffer>;
  /** One a row, of length 1: row-major [n, n]. */
  vectors: Float64Array<ArrayBuffer>;
}

const MOST_SWEEPS = 30;

/**
 * Returns the eigenpairs of a symmetric matrix, by Jacobi’s rotations: each one makes an element
 * beside the diagonal zero, and all of them together shrink quadratically from sweep to sweep.
 *
 * @param a row-major [n, n]; the part above the diagonal is read
 */
export function symmetricEigen(a: ArrayLike<number>, n: number): SymmetricEigen {
  const m = Float64Array.from(a);
  const v = Float64Array.from({length: n * n}, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  const scale = Math.sqrt(m.reduce((sum, value) => sum + value * value, 0));
  for (let sweep = 0; sweep < MOST_SWEEPS; ++sweep) {
    let beside = 0;
    for (let p = 0; p < n; ++p) {
      for (let q = p + 1; q < n; ++q) {
        beside = Math.max(beside, Math.abs(m[p * n + q]));
        rotate(m, v, n, p, q);
      }
    }
    if (beside <= 1e-15 * scale) break;
  }
  const order = Array.from({length: n}, (_, i) => i).toSorted(
    (i, j) => m[j * n + j] - m[i * n + i]
  );
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => vectors.set(v.subarray(from * n, (from + 1) * n), to * n));
  return {values: Float64Array.from(order, (i) => m[i * n + i]), vectors};
}

/** Turns rows and columns p and q of m so that m_pq is 0, and rows p and q of v likewise. */
function rotate(m: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const beside = m[p * n + q];
  if (beside === 0) return;
  const theta = (m[q * n + q] - m[p * n + p]) / (2 * beside);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  const turn = (array: Float64Array, i: number, j: number) => {
    const [x, y] = [array[i], array[j]];
    array[i] = c * x - s * y;
    array[j] = s * x + c * y;
  };
  for (let k = 0; k < n; ++k) turn(m, k * n + p, k * n + q);
  for (let k = 0; k < n; ++k) {
    turn(m, p * n + k, q * n + k);
    turn(v, p * n + k, q * n + k);
  }
}
