import {canvasScale, codeDots} from "../../components/codes.js";
import {onColorScheme} from "../../components/color-scheme.js";
import {densityBands} from "../../components/density.js";
import {codeRows, fieldRows, giveData, pointRows} from "../../components/figure-data.js";
import type {CodeCloud} from "../../components/plane.js";
import {planeExtent, planeSide, priorPlane} from "../../components/plane.js";
import type {DensityField} from "./session.js";

/** What is seen behind the draws. */
export type Backdrop = "density" | "codes";

/** The latent plane with draws on it, before a density or the codes of images. */
interface DrawsPlane extends HTMLElement {
  /** Lays the codes; returns how far the plane reaches to each side. */
  codes(cloud: CodeCloud): number;
  density(field: DensityField): void;
  /** Shows what is behind the draws. */
  look(backdrop: Backdrop): void;
  /** Draws points, row-major [count, 2]. */
  show(z: ArrayLike<number>): void;
}

/** The shades of the density; N(0, I) has 0.16 at its peak. */
const levels = [0.005, 0.015, 0.03, 0.06, 0.1, 0.15, 0.2, 0.27];

/** Returns the plane, with nothing on it as yet. */
export function drawsPlane(): DrawsPlane {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = planeSide * canvasScale;
  canvas.ariaHidden = "true";
  const {element, svg, x, y, frame} = priorPlane("drawn-prior", canvas);
  const heat = svg.append("g").attr("class", "drawn-density").attr("data-term", "prior");
  heat.lower();
  const dots = svg.append("g").attr("class", "drawn-codes").attr("data-term", "z");
  let present: {cloud?: CodeCloud; field?: DensityField; z: ArrayLike<number>} = {z: []};
  let backdrop: Backdrop = "density";
  frame(4);

  function layCodes(): void {
    const {cloud} = present;
    if (cloud === undefined || backdrop !== "codes") return;
    const style = getComputedStyle(canvas);
    const colors = cloud.classes.map((_, i) => style.getPropertyValue(`--class-${i}`));
    const shown = new Set(cloud.classes.keys());
    codeDots(canvas, {...cloud, codes: cloud.mu, axes: [0, 1], shown}, {x, y}, colors);
  }

  giveData(element, "draws", () => pointRows(present.z, "z"));
  giveData(element, "the density", () =>
    backdrop === "density" ? fieldRows(present.field, "density") : []
  );
  giveData(element, "codes", () =>
    backdrop === "codes" ? codeRows(present.cloud?.mu, present.cloud) : []
  );
  onColorScheme(layCodes);
  return Object.assign(element, {
    codes(cloud: CodeCloud): number {
      present.cloud = cloud;
      const reach = planeExtent(cloud.mu);
      frame(reach);
      layCodes();
      return reach;
    },
    density(field: DensityField): void {
      present.field = field;
      densityBands(heat, field, levels, {x, y});
    },
    look(next: Backdrop): void {
      backdrop = next;
      heat.attr("visibility", backdrop === "density" ? null : "hidden");
      canvas.hidden = backdrop === "density";
      layCodes();
    },
    show(z: ArrayLike<number>): void {
      present = {...present, z};
      const points = Array.from({length: z.length / 2}, (_, i) => [x(z[2 * i]), y(z[2 * i + 1])]);
      dots
        .selectAll("circle")
        .data(points)
        .join("circle")
        .attr("r", 3.5)
        .attr("cx", ([across]) => across)
        .attr("cy", ([, up]) => up);
      svg.attr("aria-label", `the latent plane with ${points.length} draws`);
    }
  });
}
