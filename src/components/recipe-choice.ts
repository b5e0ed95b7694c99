import {create, group} from "d3";
import type {Recipe} from "../math/recipes/recipe.js";

/** A choice of one recipe; its input event says that the reader has chosen. */
export interface RecipeChoice extends HTMLFieldSetElement {
  /** The recipe; setting it says nothing. */
  value: Recipe;
}

const titles: Record<Recipe["way"], string> = {
  "inverse CDF": "1 · Invert the distribution function",
  "location–scale": "2 · Location and scale",
  composition: "3 · Compose what has a recipe"
};

/** Returns radio buttons for the recipes, under the ways that they belong to. */
export function recipeChoice(recipes: readonly Recipe[]): RecipeChoice {
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
  return Object.defineProperty(fieldset.node()!, "value", {
    get: () => value,
    set
  }) as unknown as RecipeChoice;
}
