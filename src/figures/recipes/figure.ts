import {create, format, group} from "d3";
import {onWidth} from "../../components/axes.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {giveData, pointRows} from "../../components/figure-data.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {withValue} from "../../components/with-value.js";
import type {Recipe} from "../../math/recipes/recipe.js";
import {recipeCurve, zDomain} from "./curve.js";
import {recipeStages} from "./stages.js";

/** What the reader has set of a recipe. */
export interface RecipeNumbers {
  parameters: number[];
  /** Where its marks are, of u. */
  u: number[];
}

/** The recipes of section 2.4, one at a time. */
export interface RecipeFigure extends HTMLElement {
  picker: RecipeChoice;
  dice: Dice;
  /** The numbers of the chosen recipe; setting them draws it, and says nothing. */
  value: RecipeNumbers;
  /** Puts parameters and marks back to where they began; the seed stays. */
  reset(): void;
}

const sampleSize = 2000;
const curveMarks = [0.1, 0.3, 0.5, 0.7, 0.9];
const widths = {least: 300, most: 700};

/**
 * Returns the figure.
 *
 * @param uniforms returns count numbers in (0, 1), the same ones for the same seed
 */
export function recipeFigure(
  recipes: readonly Recipe[],
  uniforms: (seed: number, count: number) => number[]
): RecipeFigure {
  const root = create("div").attr("class", "recipe-figure");
  const element = root.node()!;
  const [side, stage] = [root.append("div"), root.append("div").attr("data-readout", "")];
  const picker = recipeChoice(recipes);
  side.append(() => picker);
  const controls = side.append("div").attr("class", "recipe-parameters");
  const formula = stage.append("p").attr("class", "recipe-formula");
  const moved = (mark: number, to: number) => {
    u = u.with(mark, to);
    show();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const pictures = {curve: recipeCurve(moved), stages: recipeStages(moved)};
  for (const {element: drawing} of Object.values(pictures)) stage.append(() => drawing);

  let recipe = picker.value;
  let sliders: NumberSlider[] = [];
  let u: number[] = [];
  let seed = 1;
  let width = widths.most;
  let domain: [number, number] = [0, 1];
  let noise: number[] = [];
  const noiseOf = (count: number) => uniforms(seed, count).map(recipe.epsilon);
  let kept = {key: "", sample: [0]};

  /** Returns the first numbers of z of the seeded sample; dragged marks do not change them. */
  function sample(parameters: readonly number[]): number[] {
    const key = [recipe.way, recipe.name, seed, ...parameters].join();
    if (kept.key === key) return kept.sample;
    const size = recipe.noiseSize(parameters);
    const z = Array.from({length: sampleSize}, (_, i) => {
      return recipe.map(noise.slice(i * size, (i + 1) * size), parameters)[0];
    });
    kept = {key, sample: z};
    return z;
  }

  const parametersNow = () => sliders.map(({value}) => value);

  function show(): void {
    const parameters = parametersNow();
    const size = recipe.noiseSize(parameters);
    if (noise.length < size * sampleSize) noise = noiseOf(size * sampleSize);
    const isCurve = recipe.ingredients === undefined;
    // What a larger sum needs, beside the marks that are there, comes from the seed.
    const missing = isCurve ? [] : uniforms(seed, size).slice(u.length);
    const present = isCurve ? u : [...u, ...missing].slice(0, size);
    const picture = isCurve ? pictures.curve : pictures.stages;
    pictures.curve.element.style.display = isCurve ? "" : "none";
    pictures.stages.element.style.display = isCurve ? "none" : "";
    const scene = {recipe, parameters, u: present, domain, sample: sample(parameters), width};
    picture.show(scene);
    u = isCurve ? u : [...present, ...u.slice(size)];
  }

  giveData(element, "the marks", () =>
    u.map((ui, i) => ({recipe: recipe.name, mark: i + 1, u: ui, epsilon: recipe.epsilon(ui)}))
  );
  giveData(element, "draws", () => pointRows(sample(parametersNow()), "z", 1));

  function open(): void {
    recipe = picker.value;
    const start = recipe.parameters.map((parameter) => parameter.start);
    sliders = recipe.parameters.map(({symbol, range, step, start: value}) =>
      numberSlider(symbol, {
        range,
        step,
        value,
        text: format(step === 1 ? "d" : ".2f"),
        label: `${symbol} of the ${recipe.name}`,
        className: "of-q"
      })
    );
    controls.node()!.replaceChildren(...sliders);
    formula.text(recipe.formula);
    formula.append("small").text(`, ε ~ ${recipe.noise}`);
    const size = recipe.noiseSize(start);
    u = recipe.ingredients === undefined ? curveMarks : uniforms(seed, size);
    noise = noiseOf(size * sampleSize);
    const sorted = sample(start).toSorted((a, b) => a - b);
    domain = zDomain(sorted, recipe);
    show();
  }

  picker.addEventListener("input", open);
  controls.on("input", show);
  open();
  onWidth(stage.node()!, widths, (next) => {
    width = next;
    show();
  });
  function set(numbers: RecipeNumbers): void {
    sliders.forEach((slider, i) => (slider.value = numbers.parameters[i]));
    u = numbers.u;
    show();
  }
  const sown = dice((next) => {
    seed = next;
    noise = [];
    if (recipe.ingredients !== undefined) u = [];
    show();
  });
  const figure = Object.assign(element, {picker, dice: sown, reset: open});
  return withValue(figure, {
    get: () => ({parameters: parametersNow(), u}),
    set
  });
}

/** A choice of one recipe; its input event says that the reader has chosen. */
interface RecipeChoice extends HTMLFieldSetElement {
  /** The recipe; setting it says nothing. */
  value: Recipe;
}

const titles: Record<Recipe["way"], string> = {
  "inverse CDF": "1 · Invert the distribution function",
  "location–scale": "2 · Location and scale",
  composition: "3 · Compose what has a recipe"
};

/** Returns radio buttons for the recipes, under the ways that they belong to. */
function recipeChoice(recipes: readonly Recipe[]): RecipeChoice {
  const fieldset = create("fieldset").attr("class", "recipe-choice");
  fieldset.append("legend").text("The distribution of z");
  let [value] = recipes;
  const inputs: {recipe: Recipe; input: HTMLInputElement}[] = [];
  for (const [way, members] of group(recipes, (recipe) => recipe.way)) {
    fieldset.append("p").attr("class", "recipe-way").text(titles[way]);
    const row = fieldset.append("div").attr("class", "recipe-families");
    for (const recipe of members) {
      const label = row.append("label");
      const input = label.append("input").attr("type", "radio").attr("name", "recipe");
      // One family is in two of the lists.
      input.attr("aria-label", `${recipe.name}, ${way}`).on("input", () => (value = recipe));
      label.append("span").text(recipe.name);
      inputs.push({recipe, input: input.node()!});
    }
  }

  function set(next: Recipe): void {
    value = next;
    for (const {recipe, input} of inputs) input.checked = recipe === value;
  }

  set(value);
  return withValue(fieldset.node()!, {
    get: () => value,
    set
  });
}
