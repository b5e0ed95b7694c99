import {whileSeen} from "../../components/near-viewport.js";
import type {Picture} from "../../components/picture.js";
import {picture} from "../../components/picture.js";
import type {LatentSliders} from "./latent-sliders.js";
import {latentSliders} from "./latent-sliders.js";

/** Which slider the reader touched last, and where the sliders beside it stand. */
interface Touched<View> {
  view: View;
  /** The slider, counted from 0. */
  slider: number;
  /** One u for each slider of the view. */
  u: number[];
}

/** The time between two reports of a movement while the picture shows drafts, in milliseconds. */
const CALM = 150;

/**
 * Returns a function for Generators.observe: it calls notify with the touched slider of a view,
 * the first one by default, then after every movement of a slider, and returns how to
 * stop. A picture that has come down to drafts leaves the machine no time for figures that follow
 * in every frame.
 *
 * @param invalidation when it resolves, nothing is heard any more: a generator of Framework's that
 *     waits is not stopped before it has its next value, and would keep its views until then
 */
export function lastTouched<View extends {sliders: LatentSliders; picture: Picture}>(
  views: readonly View[],
  first = views[0]!,
  invalidation?: Promise<unknown>
): (notify: (touched: Touched<View>) => Touched<View>) => () => void {
  return (notify) => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let newest = first;
    function tell(): void {
      timer = undefined;
      const {touched, value} = newest.sliders;
      notify({view: newest, slider: touched, u: value});
    }
    function hear(view: View): void {
      const isWaiting = timer !== undefined && view === newest;
      newest = view;
      if (isWaiting && view.picture.isDraft) return;
      clearTimeout(timer);
      if (view.picture.isDraft) timer = setTimeout(tell, CALM);
      else tell();
    }
    for (const view of views) {
      view.sliders.addEventListener("input", () => hear(view), {signal: stop.signal});
    }
    function end(): void {
      stop.abort();
      clearTimeout(timer);
    }
    void invalidation?.then(end);
    tell();
    return end;
  };
}

/**
 * Draws where the sliders stand, now and at every movement, from within the event: no frame passes
 * in between. What is off screen waits, and is drawn once when it comes into view. Returns how to
 * stop.
 *
 * @param picture the place that is drawn in
 * @param draw gets one u for each slider
 */
export function follow(
  {sliders, picture: shown}: {sliders: LatentSliders; picture: Element},
  draw: (u: readonly number[]) => void
): () => void {
  let isVisible = false;
  let isDue = true;
  function update(): void {
    isDue = !isVisible;
    if (isVisible) draw(sliders.value);
  }
  const unwatch = whileSeen([shown], (isSeen) => {
    isVisible = isSeen;
    if (isDue) update();
  });
  sliders.addEventListener("input", update);
  return () => {
    unwatch();
    sliders.removeEventListener("input", update);
  };
}

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
