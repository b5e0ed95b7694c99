import type {Recipe} from "../math/recipes/recipe.js";

/** What a picture of a recipe shows. */
export interface RecipeScene {
  recipe: Recipe;
  parameters: readonly number[];
  /** The uniform numbers of the marks. */
  u: readonly number[];
  /** The part of the z-axis that is drawn. */
  domain: readonly [number, number];
  /** The first numbers of many z. */
  sample: ArrayLike<number>;
  /** The width to lay out for, in CSS pixels. */
  width: number;
}

/** A way to draw a recipe. */
export interface RecipePicture {
  element: SVGSVGElement;
  show(scene: RecipeScene): void;
}
