import {create, format} from "d3";
import {actionButton} from "../../components/buttons.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {diagonalGap, meanLogMarginal, turnedLatents} from "../../math/linear-bound.js";
import type {LinearGaussian} from "../../math/linear-gaussian.js";
import {keepInput} from "../../state/keep.js";
import {numberIn, wholeIn} from "../../state/kinds.js";
import {putValue} from "../../state/put-value.js";
import {followUnit, inShownUnit} from "../../state/unit.js";
import {gapCurves, leastGap, mostAngle, powerOfTen} from "./curves.js";
import {latentGapPlane, principalPlane} from "./planes.js";
import type {LinearTraining} from "./training.js";
import {linearTraining, size} from "./training.js";

/** The figure of the linear model whose gap closes. */
interface LinearGapFigure extends HTMLElement {
  /** What the reader can set: the kept step, and the angle in degrees. */
  inputs: {step: NumberSlider; angle: NumberSlider};
  dice: Dice;
  /** The training that is shown, which depends on the seed. */
  training(): LinearTraining;
  /** Sets the angle, and the step to the last one. */
  turn(angle: number): void;
  /** Puts step and angle back to where they began; the seed stays. */
  reset(): void;
}

const startAngle = 30;
const tour = 600; // milliseconds
const steps = format(",");
const nats = informationFormat(".4f");
const fourDecimals = format(".4f");
const threeDecimals = format(".3f");

/** Returns the figure; its first frame is drawn. */
export function linearGapFigure(): LinearGapFigure {
  let training = linearTraining(1);
  const last = training.steps.length - 1;
  const root = create("div").attr("class", "linear-gap");
  const node = root.node()!;
  const step = numberSlider("steps of training", {
    range: [0, last],
    step: 1,
    value: last,
    text: (place) => steps(training.steps[place])
  });
  const angle = numberSlider("turn the latents by", {
    range: [0, mostAngle],
    step: 1,
    value: startAngle,
    text: (degrees) => `${degrees}°`,
    className: "of-z"
  });
  const planes = [principalPlane(), latentGapPlane()];
  const curves = gapCurves();
  for (const drawing of [...planes, curves]) root.append(() => drawing);
  const table = root
    .append("table")
    .attr("class", "linear-numbers")
    .attr("data-readout", "")
    .append("tbody");
  const rowOf = (name: string, term: string, className: string) => {
    const row = table.append("tr").attr("class", className).attr("data-term", term);
    row.append("th").attr("scope", "row").text(name);
    return row.append("td");
  };
  const cells = {
    evidence: rowOf("mean log p(x)", "evidence", "of-posterior"),
    elbo: rowOf("bound of the best diagonal q", "elbo", ""),
    gap: rowOf("gap", "gap", "of-gap"),
    between: rowOf("cosine between the columns of W", "w", "")
  };
  const controls = root.append("div").attr("class", "linear-controls");
  const train = actionButton("Train from the start", play);
  train.classList.add("main-action");
  for (const control of [train, step, angle]) controls.append(() => control);
  const reading = root.append("p").attr("class", "linear-reading");
  let frameRequest = 0;

  const present = (): LinearGaussian =>
    turnedLatents(training.models[step.value], (angle.value * Math.PI) / 180);

  function show(): void {
    const model = present();
    for (const plane of planes) plane.show(training, model);
    curves.show(training, step.value, angle.value);
    const {evidence, elbo, gap, ...facts} = linearFacts(training, model);
    cells.evidence.text(nats(evidence));
    cells.elbo.text(nats(elbo));
    cells.gap.text(
      gap < 5e-5 ? `below ${powerOfTen(inShownUnit(Math.max(gap, leastGap)))}` : nats(gap)
    );
    cells.between.text(threeDecimals(facts.between));
    const cosines = facts.cosines.map(threeDecimals).join(" and ");
    reading.text(
      `Noise: s² = ${fourDecimals(facts.variance)}; the mean of the last three eigenvalues of the data ` +
        `is ${fourDecimals(facts.discarded)}. The plane of W and that of the first two eigenvectors: ` +
        `cosines ${cosines}.`
    );
  }
  function play(): void {
    cancelAnimationFrame(frameRequest);
    putValue(angle, 0);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return putValue(step, last);
    const start = performance.now();
    const advance = (now: number): void => {
      const share = Math.min(1, (now - start) / tour);
      putValue(step, Math.round(share * last));
      if (share < 1) frameRequest = requestAnimationFrame(advance);
    };
    frameRequest = requestAnimationFrame(advance);
  }

  for (const input of [step, angle]) input.addEventListener("input", show);
  const sown = dice((seed) => {
    training = linearTraining(seed);
    show();
  });
  giveData(node, "the model", () => {
    const {cosines, ...facts} = linearFacts(training, present());
    return [
      {
        seed: sown.value,
        step: training.steps[step.value],
        angle_degrees: angle.value,
        mean_log_evidence_nats: facts.evidence,
        mean_bound_nats: facts.elbo,
        gap_nats: facts.gap,
        noise_variance: facts.variance,
        mean_discarded_eigenvalue: facts.discarded,
        cosine_of_planes_1: cosines[0],
        cosine_of_planes_2: cosines[1],
        cosine_between_columns: facts.between
      }
    ];
  });
  show();
  followUnit(node, show);
  return Object.assign(node, {
    inputs: {step, angle},
    dice: sown,
    training: () => training,
    turn(degrees: number): void {
      cancelAnimationFrame(frameRequest);
      putValue(step, last);
      putValue(angle, degrees);
    },
    reset(): void {
      this.turn(startAngle);
    }
  });
}

/** What the figure says of a model. */
interface LinearFacts {
  /** Means over the observations, in nats. */
  evidence: number;
  elbo: number;
  /** In nats, the same for every observation; ≥ 0. */
  gap: number;
  variance: number;
  /** The mean of the eigenvalues of the covariance after the second. */
  discarded: number;
  /** Of the angles between the span of W and that of the first two eigenvectors, the larger first. */
  cosines: [number, number];
  /** Of the angle between the columns of W. */
  between: number;
}

/** Returns the numbers of a model of two latents beside those of the data. */
export function linearFacts(
  {data, eigen}: Pick<LinearTraining, "data" | "eigen">,
  model: LinearGaussian
): LinearFacts {
  const evidence = meanLogMarginal(model, data);
  const gap = Math.max(0, diagonalGap(model));
  const others = eigen.values.slice(2);
  const [a, b] = [model.weights.slice(0, size), model.weights.slice(size)];
  const dot = (u: ArrayLike<number>, v: ArrayLike<number>) =>
    Array.from(u).reduce((sum, value, k) => sum + value * v[k], 0);
  const between = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  // The principal angles: the singular values of Uᵀ Q with Q an orthonormal basis of the span of W.
  const first = a.map((value) => value / Math.sqrt(dot(a, a)));
  const rest = b.map((value, k) => value - dot(b, first) * first[k]);
  const second = rest.map((value) => value / Math.sqrt(dot(rest, rest)));
  const m = [0, 1].flatMap((row) => {
    const u = eigen.vectors.subarray(row * size, (row + 1) * size);
    return [dot(u, first), dot(u, second)];
  });
  const squares = m[0] ** 2 + m[1] ** 2 + m[2] ** 2 + m[3] ** 2;
  const determinant = Math.abs(m[0] * m[3] - m[1] * m[2]);
  const [sum, difference] = [
    Math.sqrt(squares + 2 * determinant),
    Math.sqrt(Math.max(0, squares - 2 * determinant))
  ];
  return {
    evidence,
    elbo: evidence - gap,
    gap,
    variance: model.variance,
    discarded: others.reduce((total, value) => total + value, 0) / others.length,
    cosines: [(sum + difference) / 2, (sum - difference) / 2],
    between
  };
}

/** Keeps the figure in the page’s address. */
export function keepLinearGap({inputs: {step, angle}, training}: LinearGapFigure): void {
  keepInput("steps", step, wholeIn([0, training().steps.length - 1]));
  keepInput("angle", angle, numberIn([0, mostAngle]));
}
