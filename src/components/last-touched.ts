import type {LatentSliders} from "./latent-sliders.js";
import type {Picture} from "./picture.js";

/** Which slider the reader touched last, and where the sliders beside it stand. */
export interface Touched<View> {
  view: View;
  /** The slider, counted from 0. */
  slider: number;
  /** One u for each slider of the view. */
  u: number[];
}

/** While the picture beside a slider shows drafts, movements are told so often, in milliseconds. */
const CALM = 150;

/**
 * Returns a function for Generators.observe: it calls notify with the touched slider of a view,
 * the first one by default, then after every movement and focus of a slider, and returns how to
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
      for (const event of ["input", "focusin"]) {
        view.sliders.addEventListener(event, () => hear(view), {signal: stop.signal});
      }
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
