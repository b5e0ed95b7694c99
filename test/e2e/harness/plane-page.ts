import type {Locator, Page} from "playwright-core";
import {middleOf, setSliders, sliderOf, type Place} from "./board-page.js";
import {independentQuantile} from "./independent-normal.js";
import type {View} from "./views.js";

/** The latent plane of the page, as it shows one view. */
export interface PlanePage {
  /** The mark of the present place. */
  mark: Locator;
  /** The drawing of the codes. */
  dots: Locator;
  /** The image decoded at a place. */
  preview: Locator;
  /** Returns where a z stands in the window. */
  placeOf(across: number, up: number): Place;
  /** Returns which z stands at a place in the window. */
  zOf(place: Place): [across: number, up: number];
}

/**
 * Brings a view into the latent plane and measures the scale of the plane: its mark is moved to
 * the sliders’ two ends, where z is known. Leaves the sliders at the given u.
 *
 * @param latents the two that the plane’s axes show, counted from 1
 */
export async function planePage(
  page: Page,
  view: View,
  u: readonly number[],
  latents: readonly [number, number] = [1, 2]
): Promise<PlanePage> {
  const figure = page.locator('[data-view="plane"]');
  const mark = figure.getByRole("slider", {
    name: `place in the latent plane of ${view.title}`,
    exact: true
  });
  await sliderOf(page, view, view.sliders[0]!).focus();
  await mark.waitFor();
  const markAt = async (end: number) => {
    const moved = u.map((ui, i) => (latents.includes(view.sliders[i]!) ? end : ui));
    await setSliders(page, view, moved);
    await figure
      .getByText(`= ${text(independentQuantile(end))}`)
      .nth(1)
      .waitFor();
    return middleOf(mark);
  };
  const [low, high] = [await markAt(0.05), await markAt(0.95)];
  await setSliders(page, view, u);

  const [least, greatest] = [0.05, 0.95].map(independentQuantile) as [number, number];
  const share = (z: number) => (z - least) / (greatest - least);
  const zAt = (part: number) => least + part * (greatest - least);
  return {
    mark,
    dots: figure.locator("canvas").first(),
    preview: figure.getByRole("img", {name: /^image decoded at the place/}),
    placeOf: (across, up) => ({
      x: low.x + share(across) * (high.x - low.x),
      y: low.y + share(up) * (high.y - low.y)
    }),
    zOf: ({x, y}) => [zAt((x - low.x) / (high.x - low.x)), zAt((y - low.y) / (high.y - low.y))]
  };
}

/** Returns a number to two decimals, as the page writes it. */
function text(z: number): string {
  return z.toFixed(2).replace("-", "−");
}
