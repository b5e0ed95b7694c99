import {create, format} from "d3";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {threeDigits} from "../../components/histogram.js";
import {logChart} from "../../components/log-chart.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {
  measuredVariance,
  minibatchGradients,
  splitVariance,
  varianceParts
} from "../../math/minibatch-gradients.js";
import {randomSource} from "../../math/random.js";
import {keepInput} from "../../state/keep.js";
import {oneOf, wholeIn} from "../../state/kinds.js";
import {gradientCloud} from "./cloud.js";
import type {BudgetState} from "./model.js";
import {BUDGET, splits} from "./model.js";

/** The figure of section 3 on M and L. */
interface BudgetFigure extends HTMLElement {
  inputs: {
    /** The number of the split, from 0, of which L is 1. */
    split: NumberSlider;
    /** The number of the state. */
    state: Choice<number>;
  };
  dice: Dice;
  reset(): void;
}

/** The minibatches that are drawn of each split. */
const MINIBATCHES = 1000;
/** How far the plane reaches, in standard deviations of one image’s gradient with all the noises. */
const REACH = 3;

const rows = ["images", "noise", "total", "measured"] as const;
const rowNames = {
  images: "from the images",
  noise: "from the noise",
  total: "both",
  measured: `over ${format(",")(MINIBATCHES)} minibatches`
};

/** Returns the figure. */
export function budgetFigure(states: readonly BudgetState[]): BudgetFigure {
  const root = create("div").attr("class", "budget-figure");
  const node = root.node()!;
  const inputs = {
    split: numberSlider("noises per image, L", {
      range: [0, splits.length - 1],
      step: 1,
      value: 0,
      text: (at) => `${splits[at].samples}, so M = ${splits[at].images}`,
      label: "L, the noises per image"
    }),
    state: choice<number>(
      states.map(({steps}, i) => [`after ${format(",")(steps)} minibatches`, i] as const),
      "the state of the training"
    )
  };
  const cloud = gradientCloud(["∂ℒ/∂μ of one latent, nats", "of another, nats"]);
  const chart = logChart({
    xLabel: `noises per image, L, with M = ${BUDGET} / L images`,
    yLabel: "variance of the gradient",
    xTicks: [1, 2, 5, 10, 20, 50, BUDGET],
    columns: ["samples", "variance_nats2"]
  });
  const views = root.append("div").attr("class", "budget-views");
  views.append(() => cloud);
  views.append(() => chart);
  const below = root.append("div").attr("class", "budget-below");
  const table = below.append("table").attr("class", "budget-numbers").attr("data-readout", "");
  const head = table.append("thead").append("tr");
  for (const name of ["variance of the gradient", "nats²", "÷ that of L = 1"]) {
    head.append("th").attr("scope", "col").text(name);
  }
  const body = table.append("tbody").attr("role", "status");
  const cells = rows.map((key) => {
    const row = body.append("tr").attr("data-row", key);
    row.append("th").attr("scope", "row").text(rowNames[key]);
    return [row.append("td"), row.append("td")];
  });
  const controls = below.append("div").attr("class", "budget-controls");
  for (const input of Object.values(inputs)) controls.append(() => input);

  /** Of the present state and seed: the gradients of each split. */
  let drawn: {state: number; gradients: Float64Array[]; measured: number[]} | undefined;
  const sown = dice(() => {
    drawn = undefined;
    show();
  });

  function draw(state: number) {
    const {pool} = states[state];
    const gradients = splits.map((split) => {
      const source = randomSource(sown.value, split.samples);
      return minibatchGradients(pool, split, {count: MINIBATCHES, source});
    });
    return {state, gradients, measured: gradients.map((each) => measuredVariance(each, pool.size))};
  }

  function show(): void {
    const [at, state] = [inputs.split.value, inputs.state.value];
    const {pool, mean} = withMean(states[state]);
    if (drawn?.state !== state) drawn = draw(state);
    const {gradients, measured} = drawn;
    const parts = varianceParts(pool);
    const all = splits.map((split) => splitVariance(parts, split));
    const values = {...all[at], measured: measured[at]};
    rows.forEach((key, i) => {
      const unit = key === "measured" ? measured[0] : all[0].total;
      const texts = [values[key], values[key] / unit];
      texts.forEach((value, j) => cells[i][j].text(threeDigits(value)));
    });
    cloud.show(gradients[at], mean, REACH * Math.sqrt(parts.images / 2));
    const point = (value: number, i: number) => [splits[i].samples, value] as const;
    const {samples, images} = splits[at];
    chart.show({
      curves: [
        {
          className: "budget-total",
          points: all.map(({total}, i) => point(total, i)),
          dots: measured.map(point),
          mark: point(all[at].total, at)
        },
        {
          className: "of-x images",
          name: "from the images",
          nameAt: {index: 2, side: "below"},
          points: all.map((one, i) => point(one.images, i))
        },
        {
          className: "of-epsilon",
          name: "from the noise",
          nameAt: {index: splits.length - 3, side: "below"},
          points: all.map(({noise}, i) => point(noise, i))
        }
      ],
      reach: reachOf(all),
      at: samples,
      label: `with ${images} images and ${samples} noises for each the variance is ${threeDigits(all[at].total)} nats²`
    });
  }

  for (const input of Object.values(inputs)) input.addEventListener("input", show);
  show();
  return Object.assign(node, {
    inputs,
    dice: sown,
    reset() {
      inputs.split.value = 0;
      inputs.state.value = 0;
      show();
    }
  });
}

/** Keeps the figure in the page’s address. */
export function keepBudget(
  {inputs: {split, state}}: BudgetFigure,
  states: readonly unknown[]
): void {
  keepInput("budget-split", split, wholeIn([0, splits.length - 1]));
  keepInput("budget-state", state, oneOf([...states.keys()]));
}

function withMean({pool}: BudgetState) {
  const {values, size} = pool;
  const mean = Array.from({length: size}, (_, j) => {
    let sum = 0;
    for (let i = j; i < values.length; i += size) sum += values[i];
    return (sum * size) / values.length;
  });
  return {pool, mean};
}

/** Returns from where to where the axis reaches: from the least part to the greatest sum. */
function reachOf(all: readonly {images: number; noise: number; total: number}[]) {
  const least = Math.min(...all.flatMap(({images, noise}) => [images, noise]));
  const most = Math.max(...all.map(({total}) => total));
  return [least / 1.6, most * 1.4] as const;
}
