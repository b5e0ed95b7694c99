/**
 * Returns the lower triangular L with L·Lᵀ = A, row-major.
 *
 * @param a a symmetric positive definite matrix, row-major [n, n]
 * @throws RangeError if it is not positive definite
 */
export function cholesky(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j <= i; ++j) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; ++k) sum -= l[i * n + k] * l[j * n + k];
      if (i !== j) l[i * n + j] = sum / l[j * n + j];
      else if (sum > 0) l[i * n + i] = Math.sqrt(sum);
      else throw new RangeError(`invalid matrix: pivot ${i} is ${sum}, expected it to be > 0`);
    }
  }
  return l;
}

/**
 * Returns the upper triangular U with UᵀU = A⁻¹, for A with its rows and columns in the given
 * order, row-major. Row k says how an error in weight k is made up for by those after it.
 *
 * @param a a symmetric positive definite matrix, row-major [n, n]
 * @param order the indices 0 … n − 1
 */
export function inverseFactor(a: Float64Array, order: readonly number[]): Float64Array {
  const n = order.length;
  // A reversed, B = J·A·J = L·Lᵀ, has A⁻¹ = (J·L⁻¹·J)ᵀ(J·L⁻¹·J): U is the inverse of L, reversed
  // both ways, which turns its lower triangle into an upper one.
  const reversed = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j < n; ++j) {
      reversed[i * n + j] = a[order[n - 1 - i] * n + order[n - 1 - j]];
    }
  }
  const inverse = invertLower(cholesky(reversed, n), n);
  const u = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j <= i; ++j) u[(n - 1 - i) * n + (n - 1 - j)] = inverse[i * n + j];
  }
  return u;
}

/** Returns the inverse of a lower triangular matrix, row by row. */
function invertLower(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) {
    inverse[i * n + i] = 1;
    for (let k = 0; k < i; ++k) {
      const factor = l[i * n + k];
      for (let j = 0; j <= k; ++j) inverse[i * n + j] -= factor * inverse[k * n + j];
    }
    for (let j = 0; j <= i; ++j) inverse[i * n + j] /= l[i * n + i];
  }
  return inverse;
}
