import {giveData} from "../../components/figure-data.js";
import {titledStage} from "../../components/titled-stage.js";
import {posteriorPrecision} from "../../math/linear-bound.js";
import type {LinearGaussian} from "../../math/linear-gaussian.js";
import {symmetricEigen} from "../../math/symmetric-eigen.js";
import type {LinearTraining} from "./training.js";
import {size} from "./training.js";

/** A square drawing of a model. */
interface ModelPlane extends HTMLElement {
  show(training: LinearTraining, model: LinearGaussian): void;
}

/** Returns the plane of the first two principal components, with the columns of W as arrows. */
export function principalPlane(): ModelPlane {
  const stage = titledStage("data, w₁ and w₂", ["first principal axis", "second"], () => draw());
  const {element, inside, x, y} = stage;
  const points = inside.append("path").attr("class", "linear-data");
  const arrows = ["w₁", "w₂"].map((name) => {
    const group = inside.append("g").attr("class", "of-z linear-arrow");
    return {
      line: group.append("path").attr("class", "shaft"),
      head: group.append("path").attr("class", "head").attr("d", "M0,0L-9,-4.5V4.5Z"),
      text: group.append("text").text(name)
    };
  });
  let shown: [LinearTraining, LinearGaussian] | undefined;

  /** Returns the coordinates of a vector along the first two eigenvectors. */
  function along({eigen}: LinearTraining, vector: ArrayLike<number>): [number, number] {
    const dot = (row: number) =>
      Array.from(vector).reduce((sum, value, k) => sum + value * eigen.vectors[row * size + k], 0);
    return [dot(0), dot(1)];
  }

  function draw(): void {
    if (shown === undefined) return;
    const [training, model] = shown;
    const {x: rows, data} = training;
    const dots: string[] = [];
    for (let row = 0; row < rows.length; row += size) {
      const centered = rows.slice(row, row + size).map((value, k) => value - data.mean[k]);
      const [a, b] = along(training, centered);
      dots.push(`M${x(a).toFixed(1)},${y(b).toFixed(1)}h0`);
    }
    points.attr("d", dots.join(""));
    arrows.forEach(({line, head, text}, j) => {
      const [a, b] = along(training, model.weights.slice(j * size, (j + 1) * size));
      const [px, py] = [x(2 * a), y(2 * b)];
      line.attr("d", `M${x(0)},${y(0)}L${px},${py}`);
      const angle = (Math.atan2(py - y(0), px - x(0)) * 180) / Math.PI;
      head.attr("transform", `translate(${px},${py}) rotate(${angle})`);
      const out = 1 + 13 / Math.max(1, Math.hypot(px - x(0), py - y(0)));
      text.attr("x", x(0) + out * (px - x(0))).attr("y", y(0) + out * (py - y(0)) + 4);
    });
    stage.describe("the data along their principal axes, and both columns of W");
  }

  function show(...next: [LinearTraining, LinearGaussian]): void {
    shown = next;
    draw();
  }

  stage.frame([-8, 8], [-8, 8]);
  giveData(element, "the columns of W", () => {
    if (shown === undefined) return [];
    const [training, {weights}] = shown;
    return [0, 1].map((j) => {
      const column = weights.slice(j * size, (j + 1) * size);
      const [first, second] = along(training, column);
      const entries = Array.from(column, (value, k) => [`w_${k + 1}`, value] as const);
      return {column: j + 1, ...Object.fromEntries(entries), along_1: first, along_2: second};
    });
  });
  return Object.assign(element, {show});
}

/** Returns the plane of z about the posterior’s mean, with p(z|x) and the best diagonal q. */
export function latentGapPlane(): ModelPlane {
  const stage = titledStage("p(z|x) and best q", ["z₁ from the mean", "z₂"], () => draw());
  const {element, inside, x, y} = stage;
  const shapes = (className: string, term: string) => {
    const group = inside.append("g").attr("class", className).attr("data-term", term);
    return [1, 2].map((deviations) => ({deviations, ellipse: group.append("ellipse")}));
  };
  const posterior = shapes("linear-posterior", "posterior");
  const q = shapes("linear-q", "q");
  let present: {variances: number[]; angle: number; diagonal: number[]} | undefined;

  function draw(): void {
    if (present === undefined) return;
    const {variances, angle, diagonal} = present;
    const unit = x(1) - x(0);
    const place = (all: typeof q, of: number[], turn: number) => {
      for (const {deviations, ellipse} of all) {
        ellipse.attr("rx", deviations * unit * Math.sqrt(of[0]));
        ellipse.attr("ry", deviations * unit * Math.sqrt(of[1]));
        // Upwards is less in the drawing.
        const degrees = (-turn * 180) / Math.PI;
        ellipse.attr("transform", `translate(${x(0)},${y(0)}) rotate(${degrees})`);
      }
    };
    place(posterior, variances, angle);
    place(q, diagonal, 0);
    stage.describe("the posterior and the best diagonal q, at one and two deviations");
  }

  function show(_: LinearTraining, model: LinearGaussian): void {
    const precision = posteriorPrecision(model);
    const {values, vectors} = symmetricEigen(precision, 2);
    present = {
      variances: [...values].map((value) => 1 / value),
      angle: Math.atan2(vectors[1], vectors[0]),
      diagonal: [1 / precision[0], 1 / precision[3]]
    };
    draw();
  }

  stage.frame([-1.2, 1.2], [-1.2, 1.2]);
  giveData(element, "the posterior and q", () => {
    if (present === undefined) return [];
    const {variances, angle, diagonal} = present;
    return [
      {which: "p(z|x)", variance_1: variances[0], variance_2: variances[1], angle_rad: angle},
      {which: "q(z|x)", variance_1: diagonal[0], variance_2: diagonal[1], angle_rad: 0}
    ];
  });
  return Object.assign(element, {show});
}
