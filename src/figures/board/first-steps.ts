import {easeCubicOut, interpolateArray} from "d3";
import type {LatentSliders} from "./latent-sliders.js";

/** Where the sliders of one view go when a reader tries something: one stop after the other, of u. */
type Stops = readonly (readonly [number, number])[];

/**
 * What to try with the two sliders of MNIST, by the names that the buttons of the page have. The
 * last one is the thinnest upright 1 within reach: thinner ones, which most are, lie above it.
 */
export const tries: Readonly<Record<string, Stops>> = {
  "thin-7": [[0.91, 0.71]],
  "4-to-9": [
    [0.6, 0.63],
    [0.77, 0.71]
  ],
  "thin-1": [[0.45, 0.95]]
};

/** How long sliders take to the first of several stops, and to the last one, in milliseconds. */
const APPROACH = 250;
const TOUR = 600;

/** Lets the buttons of the page that are marked with `data-try` move sliders. */
export function equipTries(page: ParentNode, sliders: LatentSliders): void {
  const slide = slider(sliders);
  for (const button of page.querySelectorAll<HTMLElement>("[data-try]")) {
    button.addEventListener("click", () => {
      slide(tries[button.dataset.try!]!);
    });
  }
}

/**
 * Returns a function that moves sliders along some stops, until it is called again or the reader
 * takes hold of one. Readers who want no motion are taken to the next stop at each call, at once.
 */
export function slider(sliders: LatentSliders): (stops: Stops) => void {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let frame = 0;
  const stop = () => cancelAnimationFrame(frame);
  for (const event of ["pointerdown", "keydown"]) sliders.addEventListener(event, stop);

  function move(stops: Stops): void {
    const [target, ...others] = stops;
    if (target === undefined) return;
    const between = interpolateArray(sliders.value, [...target]);
    const duration = others.length > 0 ? APPROACH : TOUR;
    let start: number | undefined;
    const step = (now: number) => {
      const part = Math.min(1, (now - (start ??= now)) / duration);
      sliders.setValue(part < 1 ? between(easeCubicOut(part)).slice() : target);
      if (part < 1) frame = requestAnimationFrame(step);
      else move(others);
    };
    frame = requestAnimationFrame(step);
  }

  return (stops) => {
    stop();
    if (!still.matches) return move(stops);
    const here = stops.findIndex((place) => place.every((u, i) => u === sliders.value[i]));
    sliders.setValue(stops[(here + 1) % stops.length]!);
  };
}

/**
 * Hangs “drag me” on the first slider of the first view, until any slider is moved, by whatever.
 *
 * @param views those whose sliders are heard
 */
export function hintDragging(views: readonly {sliders: LatentSliders}[]): void {
  const [{sliders}] = views as [{sliders: LatentSliders}];
  const [low, high] = sliders.range;
  const hint = document.createElement("span");
  hint.className = "drag-hint";
  hint.ariaHidden = "true"; // a screen reader says of a slider that it is one
  hint.textContent = "drag me";
  hint.style.setProperty("--at", String((sliders.value[0]! - low) / (high - low)));
  sliders.querySelector(".slider")!.append(hint);
  const used = new AbortController();
  for (const view of views) {
    view.sliders.addEventListener(
      "input",
      () => {
        hint.remove();
        used.abort();
      },
      {signal: used.signal}
    );
  }
}
