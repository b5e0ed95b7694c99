import {gridPoints, gridPositions} from "./components/picture.js";
import {normalQuantile} from "./math/normal.js";

/**
 * Returns a function from the coordinates u that all images of a sheet share to the latent points
 * of its n × n images, row-major. The grid’s own quantiles are computed once; the same array is
 * filled in each time.
 *
 * @param shared the number of coordinates that all images share
 * @param range where the grid begins and ends, of u
 */
export function sheetLatents(
  n: number,
  shared: number,
  range: readonly [number, number]
): (u: readonly number[]) => Float32Array<ArrayBuffer> {
  const grid = gridPoints(n, [], range);
  const latentSize = 2 + shared;
  const latents = new Float32Array(grid.length * latentSize);
  const quantiles = new Map(gridPositions(n, range).map((u) => [u, normalQuantile(u)]));
  grid.forEach((point, image) => {
    latents.set(
      point.map((u) => quantiles.get(u)!),
      image * latentSize
    );
  });
  return (u) => {
    const z = u.map(normalQuantile);
    for (let at = 2; at < latents.length; at += latentSize) latents.set(z, at);
    return latents;
  };
}
