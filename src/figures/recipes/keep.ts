import type {Json} from "../../formats/json.js";
import {brief} from "../../formats/json.js";
import type {Recipe} from "../../math/recipes/recipe.js";
import {keepInput} from "../../state/keep.js";
import type {Kind} from "../../state/kinds.js";
import {numberIn, numbersIn, oneOf} from "../../state/kinds.js";
import type {RecipeFigure, RecipeNumbers} from "./figure.js";

/** Keeps the recipe, its parameters and its marks in the page’s address. */
export function keepRecipes(figure: RecipeFigure, recipes: readonly Recipe[]): void {
  // One family is in two of the lists, so that its name alone is not enough.
  const nameOf = (recipe: Recipe) => `${recipes.indexOf(recipe) + 1} ${recipe.name}`;
  const names = oneOf(recipes.map(nameOf));
  keepInput("recipe", figure.picker, {
    toJson: nameOf,
    fromJson: (json) => recipes[recipes.map(nameOf).indexOf(names.fromJson(json))]
  });
  const keepNumbers = () => keepInput("numbers", figure, numbersOf(figure.picker.value));
  figure.picker.addEventListener("input", keepNumbers);
  keepNumbers();
}

/** The parameters first, and then the marks; how many marks there are depends on the parameters. */
function numbersOf({parameters: all, ingredients, noiseSize}: Recipe): Kind<RecipeNumbers> {
  return {
    toJson({parameters, u}) {
      return [...parameters, ...u.map((ui) => Number(ui.toPrecision(4)))];
    },
    fromJson(json) {
      if (!Array.isArray(json)) throw new Error(`${brief(json)}, expected a list of numbers`);
      const parameters = all.map(({range}, i) => numberIn(range).fromJson(json[i]));
      const marks = json.slice(all.length) as Json[];
      const most = ingredients === undefined ? 5 : 100;
      if (ingredients !== undefined && marks.length < noiseSize(parameters)) {
        throw new Error(`${marks.length} marks, expected ${noiseSize(parameters)}`);
      }
      if (marks.length > most || (ingredients === undefined && marks.length !== most)) {
        throw new Error(`${marks.length} marks, expected ${most}`);
      }
      const u = numbersIn(marks.length, [0, 1]).fromJson(marks);
      return {parameters, u: Array.from(u)};
    }
  };
}
