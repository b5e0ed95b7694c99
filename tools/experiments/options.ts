import {figureStages} from "../../src/training/experiments/figures.js";
import type {FigureNumber, Stage} from "../../src/training/experiments/figures.js";
import type {ExperimentPlan} from "../../src/training/experiments/plan.js";
import {recordsFolder} from "./files.js";

/** What the command was asked for; each as the terminal gives it. */
export interface ExperimentOptions {
  figure?: string;
  only?: string;
  seeds?: string;
  images?: string;
  set?: string[];
  out?: string;
}

/** Fields that are words; `rates` is a list of numbers, all others are numbers. */
const WORDS: Partial<Record<keyof ExperimentPlan, readonly string[]>> = {
  dataset: ["mnist", "fashion-mnist"],
  optimizer: ["adagrad", "adam"],
  initializer: ["paper", "paper-deviation", "fan-in"],
  weightPrior: ["decoder", "all", "none"],
  dreamKind: ["draw", "mean"]
};

/** The beginning of a run that its printed command repeats, in images seen. */
const REPEATED_IMAGES = 200_000;

/**
 * Returns the stages of a figure that the options leave, in order, their plans changed by --set.
 *
 * @throws Error naming the option, its value and what was expected
 */
export function chosenStages({figure, only, seeds, images, set = [], out}: ExperimentOptions): {
  figure: FigureNumber;
  stages: Stage[];
} {
  if (figure !== "2" && figure !== "3") {
    throw new Error(`invalid --figure: ${figure}, expected 2 or 3`);
  }
  if (set.length > 0 && out === undefined) {
    throw new Error(
      "invalid --set: without --out it would overwrite the records of this repository"
    );
  }
  const number = Number(figure) as FigureNumber;
  const all = figureStages(number);
  const seedList = seeds?.split(",").map((seed) => integer("seeds", seed, 0));
  const names = only?.split(",") ?? [];
  for (const name of names) {
    if (!all.some(({id}) => isNamed(id, name))) {
      const ids = [...new Set(all.map(({id}) => id))].join(", ");
      throw new Error(
        `invalid --only: ${name}, expected the name of a run or its beginning: ${ids}`
      );
    }
  }
  const chosen = all
    .filter(({id}) => only === undefined || names.some((name) => isNamed(id, name)))
    .filter(({plan}) => seedList === undefined || seedList.includes(plan.seed))
    .map((stage) => ({...stage, plan: withSettings(stage.plan, set)}));
  return {
    figure: number,
    stages: images === undefined ? chosen : upTo(chosen, integer("images", images, 1))
  };
}

/** Returns the command that repeats the beginning of a run and compares. */
export function checkCommand(
  figure: FigureNumber,
  id: string,
  {set = [], out}: Pick<ExperimentOptions, "set" | "out">
): string {
  const changes = set.map((one) => ` --set ${one}`).join("");
  const folder = out === undefined || out === recordsFolder ? "" : ` --out ${out}`;
  const images = ` --images ${REPEATED_IMAGES} --check`;
  return `npm run experiment -- --figure ${figure} --only ${id}${changes}${folder}${images}`;
}

/** Returns whether a run has this name, or one that begins with it, at a hyphen. */
function isNamed(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}-`);
}

/** Returns the stages with each run's last one ending at a number of images, and none beyond. */
function upTo(stages: readonly Stage[], images: number): Stage[] {
  const before = stages.filter((stage) => stage.images < images);
  const last = new Map(stages.map((stage) => [stage.id, {...stage, images}]));
  return [...before, ...last.values()];
}

function withSettings(plan: ExperimentPlan, set: readonly string[]): ExperimentPlan {
  const changed: Record<string, unknown> = {...plan};
  for (const one of set) {
    const [field, value = ""] = one.split("=");
    if (!Object.hasOwn(plan, field) || field === "method") {
      const fields = Object.keys(plan).filter((known) => known !== "method");
      throw new Error(
        `invalid --set: ${one}, expected FIELD=VALUE with one of ${fields.join(", ")}`
      );
    }
    const words = WORDS[field as keyof ExperimentPlan];
    if (words !== undefined && !words.includes(value)) {
      throw new Error(`invalid --set: ${one}, expected one of ${words.join(", ")}`);
    }
    if (words !== undefined) changed[field] = value;
    else if (field === "rates") changed.rates = value.split(",").map((rate) => positive(one, rate));
    else changed[field] = integer(`set ${field}`, value, field === "seed" ? 0 : 1);
  }
  return changed as unknown as ExperimentPlan;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value > 0) return value;
  throw new Error(`invalid --set: ${option}, expected numbers > 0`);
}

function integer(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^[\d.e]+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`invalid --${option}: ${text}, expected an integer ≥ ${least}`);
}
