import {create, format} from "d3";
import {choice, fieldSelect} from "../../components/choice.js";
import {betaSlider} from "../../components/number-slider.js";
import {withValue} from "../../components/with-value.js";
import type {RunPlan} from "../../training/plan.js";

/** All of a plan but its images and its seed. */
export type PlanFields = Omit<RunPlan, "dataset" | "images" | "seed">;

/** An input of a plan; its input event says that the reader has changed it. */
export interface PlanControls extends HTMLElement {
  /** The plan; setting it says nothing. */
  value: PlanFields;
}

const thousands = format(",");
const activations = {tanh: "tanh", relu: "ReLU"};
const optimizers = {adagrad: "Adagrad", adam: "Adam"};
const initializers = {paper: "N(0, 0.01)", "fan-in": "by fan-in"};
const schedules = {constant: "constant", cosine: "falling to 0"};

/**
 * Returns the controls of a run: what is to be raised and the number of latents, and behind a fold
 * whose line says how they are set, the network and its optimization.
 */
export function planControls(start: PlanFields): PlanControls {
  const element = create("div").attr("class", "plan-controls").node()!;
  const named = <Name extends string>(label: string, names: Record<Name, string>) =>
    fieldSelect(label, Object.keys(names) as Name[], (name) => names[name]);
  const fields = {
    latentSize: fieldSelect("latents", [1, 2, 3, 5, 10, 20, 50, 200]),
    hiddenUnits: fieldSelect("hidden units", [20, 50, 100, 200, 256, 500, 1000], thousands),
    hiddenLayers: fieldSelect("hidden layers", [0, 1, 2, 3]),
    activation: named("activation", activations),
    initializer: named("first weights", initializers),
    optimizer: named("optimizer", optimizers),
    rate: fieldSelect("step size", [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.02, 0.03, 0.1]),
    schedule: named("step size is", schedules),
    batchSize: fieldSelect("images a minibatch, <i>M</i>", [10, 20, 50, 100, 200, 500], thousands),
    samples: fieldSelect("samples an image, <i>L</i>", [1, 2, 3, 4]),
    epochs: fieldSelect("epochs", [1, 2, 5, 10, 20, 50, 100], thousands)
  };
  const objective = create("div").attr("class", "objective-controls");
  const beta = betaSlider();
  const reduction = choice<RunPlan["reduction"]>(
    [
      ["sum", "sum"],
      ["mean", "mean"]
    ],
    "log p(x|z): sum or mean over the pixels"
  );
  objective.append(() => beta);
  const over = objective.append("div").attr("class", "named-choice");
  over.append("span").text("log p(x|z) over the pixels:");
  over.append(() => reduction);
  const {latentSize, ...rest} = fields;
  objective.append(() => latentSize);
  const more = create("details").attr("class", "more-controls");
  const summary = more.append("summary");
  const folded = more.append("div").attr("class", "plan-fields").node()!;
  folded.append(...Object.values(rest));
  element.append(objective.node()!, more.node()!);

  const names = Object.keys(fields) as (keyof typeof fields)[];
  const get = () =>
    ({
      ...Object.fromEntries(names.map((name) => [name, fields[name].value])),
      beta: beta.value,
      reduction: reduction.value
    }) as PlanFields;
  const sayRest = () => summary.text(`More settings: ${restText(get())}`);
  function set(plan: PlanFields): void {
    for (const name of names) (fields[name] as {value: unknown}).value = plan[name];
    beta.value = plan.beta;
    reduction.value = plan.reduction;
    sayRest();
  }

  folded.addEventListener("input", sayRest);
  set(start);
  return withValue(element, {get, set});
}

/** Returns what stands behind the fold, in a line. */
function restText(plan: PlanFields): string {
  const {hiddenLayers: layers, hiddenUnits, batchSize, samples, epochs} = plan;
  const units = `${thousands(hiddenUnits)} ${activations[plan.activation]} units`;
  const network =
    layers === 0
      ? "no hidden layer"
      : `${layers} hidden ${layers === 1 ? "layer" : "layers"} of ${units}`;
  const passes = `${thousands(epochs)} ${epochs === 1 ? "epoch" : "epochs"}`;
  return (
    `${network}, ${optimizers[plan.optimizer]} at ${plan.rate}, ` +
    `M = ${thousands(batchSize)}, L = ${samples}, ${passes}`
  );
}
