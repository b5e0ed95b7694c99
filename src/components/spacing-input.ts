import {create, easeCubicInOut} from "d3";
import {numberSlider} from "./number-slider.js";

/** An input of a number from 0 to 1, with a name at each end. */
export interface SpacingInput extends HTMLElement {
  /** Setting it says nothing. */
  value: number;
  /** Goes to an end by and by, or at once where the reader prefers reduced motion. */
  setValue(end: 0 | 1): void;
}

/** How long the way to an end takes, in milliseconds. */
const DURATION = 250;

/**
 * Returns a slider between two buttons, each of which goes all the way to its end. It begins at 1.
 *
 * @param ends the names of 0 and of 1
 */
export function spacingInput(label: string, ends: readonly [string, string]): SpacingInput {
  const root = create("div").attr("class", "spacing").attr("role", "group");
  root.attr("aria-label", label);
  const element = root.node()!;
  const slider = numberSlider(label, {
    range: [0, 1],
    step: 0.01,
    value: 1,
    text: (value) => value.toFixed(2)
  });
  let frame = 0;

  function set(value: number): void {
    slider.value = value;
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function setValue(end: 0 | 1): void {
    cancelAnimationFrame(frame);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set(end);
    const [start, from] = [performance.now(), slider.value];
    const advance = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - start) / DURATION));
      set(from + (end - from) * easeCubicInOut(share));
      if (share < 1) frame = requestAnimationFrame(advance);
    };
    frame = requestAnimationFrame(advance);
  }

  const button = (end: 0 | 1) =>
    root
      .append("button")
      .attr("type", "button")
      .text(ends[end])
      .on("click", () => setValue(end));
  button(0);
  root.append(() => slider);
  button(1);
  // What the reader does with the slider himself comes to an end where he lets go of it.
  slider.addEventListener("input", () => cancelAnimationFrame(frame));
  return Object.defineProperty(Object.assign(element, {setValue}), "value", {
    get: () => slider.value,
    set(value: number) {
      cancelAnimationFrame(frame);
      slider.value = value;
    }
  }) as unknown as SpacingInput;
}
