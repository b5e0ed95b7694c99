import type {Cell} from "./cell-panel.js";
import type {CellPartition} from "./cell-partition.js";
import type {CellFacts} from "./cell-readout.js";

/**
 * Returns what is to be said of a cell.
 *
 * @param mu the codes of a model of two latents, row-major [count, 2]
 */
export function cellFacts(
  {u, z, uEdges, zEdges}: CellPartition,
  {column, row}: Cell,
  mu?: Float32Array
): CellFacts {
  const share = (i: number) => uEdges[i + 1] - uEdges[i];
  return {
    u: [u[column], u[row]],
    z: [z[column], z[row]],
    prior: share(column) * share(row),
    codes: mu && shareInside(mu, zEdges, {column, row})
  };
}

function shareInside(mu: Float32Array, edges: readonly number[], {column, row}: Cell): number {
  const [left, right] = [edges[column], edges[column + 1]];
  const [bottom, top] = [edges[row], edges[row + 1]];
  let inside = 0;
  for (let i = 0; i < mu.length; i += 2) {
    if (mu[i] >= left && mu[i] < right && mu[i + 1] >= bottom && mu[i + 1] < top) ++inside;
  }
  return inside / (mu.length / 2);
}
