import type {LatentSliders} from "./latent-sliders.js";
import {latentSliders} from "./latent-sliders.js";
import type {Picture} from "./picture.js";
import {picture} from "./picture.js";

/** A picture and the sliders beside it. */
export type LatentView<Description> = Description & {picture: Picture; sliders: LatentSliders};

/**
 * Returns what was passed, with a picture and sliders of its own.
 *
 * @param description what the view is called, which latents, counted from 0, have a slider, and
 *     where the sliders start, of u
 * @param quantile Φ⁻¹, the inverse of the prior’s distribution function
 */
export function latentView<
  Description extends {title: string; latents: readonly number[]; start: readonly number[]}
>(
  description: Description,
  quantile: (u: number) => number,
  {range}: {range?: readonly [number, number]} = {}
): LatentView<Description> {
  const {title, latents, start} = description;
  return {
    ...description,
    picture: picture({label: `${title}: image at the sliders`}),
    sliders: latentSliders(start, quantile, {latents, range, label: title})
  };
}
