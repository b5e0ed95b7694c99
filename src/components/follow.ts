import type {LatentSliders} from "./latent-sliders.js";

/**
 * Draws where the sliders stand, now and at every movement, from within the event: no frame passes
 * in between. What is off screen waits, and is drawn once when it comes into view. Returns how to
 * stop.
 *
 * @param picture the place that is drawn in
 * @param draw gets one u for each slider
 */
export function follow(
  {sliders, picture}: {sliders: LatentSliders; picture: Element},
  draw: (u: readonly number[]) => void
): () => void {
  let isVisible = false;
  let isDue = true;
  function update(): void {
    isDue = !isVisible;
    if (isVisible) draw(sliders.value);
  }
  const observer = new IntersectionObserver((entries) => {
    isVisible = entries.at(-1)!.isIntersecting;
    if (isDue) update();
  });
  observer.observe(picture);
  sliders.addEventListener("input", update);
  return () => {
    observer.disconnect();
    sliders.removeEventListener("input", update);
  };
}
