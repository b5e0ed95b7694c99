import type {LatentSliders} from "./latent-sliders.js";

/** Which slider the reader touched last, and where the sliders beside it stand. */
export interface Touched<View> {
  view: View;
  /** The slider, counted from 0. */
  slider: number;
  /** One u for each slider of the view. */
  u: number[];
}

/**
 * Returns a function for Generators.observe: it calls notify with the first slider of the first
 * view, then after every movement and focus of a slider, and returns how to stop.
 */
export function lastTouched<View extends {sliders: LatentSliders}>(
  views: readonly View[]
): (notify: (touched: Touched<View>) => Touched<View>) => () => void {
  return (notify) => {
    const stop = new AbortController();
    const tell = (view: View) =>
      notify({view, slider: view.sliders.touched, u: view.sliders.value});
    for (const view of views) {
      for (const event of ["input", "focusin"]) {
        view.sliders.addEventListener(event, () => tell(view), {signal: stop.signal});
      }
    }
    tell(views[0]!);
    return () => stop.abort();
  };
}
