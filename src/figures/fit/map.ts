import {create, line} from "d3";
import {giveData} from "../../components/figure-data.js";
import {planeBands, hillBands, posteriorMap} from "../../components/posterior-map.js";
import type {PosteriorMap} from "../../components/posterior-map.js";
import type {View} from "../../components/plane-view.js";
import {viewAround} from "../../components/plane-view.js";
import type {PlaneField} from "../../components/density.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {PLANE_REACH} from "../../math/image-posterior.js";
import type {DrawnPosteriorField} from "../../math/posterior-field.js";

/** The true posterior of an image, whole and enlarged, with q on its way over it. */
interface WalkMaps extends HTMLElement {
  /** Draws log p(x, z) over the whole plane. */
  landscape(field: PlaneField): void;
  posterior(drawn: DrawnPosteriorField): void;
  /** Draws where q has been, the present one last. */
  show(path: readonly DiagonalGaussian[]): void;
}

const whole: View = [-PLANE_REACH, PLANE_REACH, -PLANE_REACH, PLANE_REACH];
/** The radii of the contours that hold 50 % and 95 % of q, in its standard deviations. */
const contourRadii = [Math.sqrt(2 * Math.log(2)), Math.sqrt(2 * Math.log(20))];

/** Returns the two maps side by side. */
export function walkMaps(): WalkMaps {
  const root = create("div").attr("class", "walk-maps");
  let path: readonly DiagonalGaussian[] = [];
  const redraw = (): void => maps.forEach((map) => drawPath(map, path));
  const [plane, hill] = ["on the whole plane", "enlarged"].map((name) =>
    posteriorMap({side: 340, name, redraw: () => redraw()})
  );
  const maps: PosteriorMap[] = [plane, hill];
  for (const map of maps) root.append(() => map.element);
  plane.look(whole);
  hill.look(whole);
  giveData(root.node()!, "the walk of q", () =>
    path.map(({mu, logVar}, step) => ({
      step,
      mu_1: mu[0],
      mu_2: mu[1],
      sigma_1: Math.exp(logVar[0] / 2),
      sigma_2: Math.exp(logVar[1] / 2)
    }))
  );
  return Object.assign(root.node()!, {
    landscape: (field: PlaneField) => plane.density(planeBands(field)),
    posterior({field, levels, extent}: DrawnPosteriorField): void {
      hill.density(hillBands(field), {field, thresholds: levels});
      hill.look(viewAround(extent));
    },
    show(next: readonly DiagonalGaussian[]): void {
      path = next;
      redraw();
    }
  });
}

/** Draws the way of the mean, and the contours of the last q. */
function drawPath({inside, x, y}: PosteriorMap, path: readonly DiagonalGaussian[]): void {
  inside.selectChildren().remove();
  const q = path.at(-1);
  if (q === undefined) return;
  const way = inside.append("path").attr("class", "walk-way");
  way.attr(
    "d",
    line<DiagonalGaussian>(
      ({mu}) => x(mu[0]),
      ({mu}) => y(mu[1])
    )(path)
  );
  const group = inside.append("g").attr("class", "of-q q-contours").attr("data-term", "q");
  const sigma = q.logVar.map((value) => Math.exp(value / 2));
  group
    .selectAll("ellipse")
    .data(contourRadii)
    .join("ellipse")
    .attr("cx", x(q.mu[0]))
    .attr("cy", y(q.mu[1]))
    .attr("rx", (radius) => radius * sigma[0] * (x(1) - x(0)))
    .attr("ry", (radius) => radius * sigma[1] * (y(0) - y(1)));
  const mean = group.append("circle").attr("class", "walk-mean").attr("r", 4);
  mean.attr("cx", x(q.mu[0])).attr("cy", y(q.mu[1]));
}
