/**
 * Returns the latent points of a sheet of n × n images, row by row from the top, where z₂ is
 * greatest: a plane has its second axis upward, and so has the sheet beside it.
 *
 * @param z the n places on each axis, ascending
 * @returns row-major [n², 2]
 */
export function cellLatents(z: readonly number[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(z.toReversed().flatMap((up) => z.flatMap((across) => [across, up])));
}
