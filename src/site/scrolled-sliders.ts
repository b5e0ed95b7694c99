/** A slider that a finger has just come down on. */
interface Held {
  slider: HTMLInputElement;
  /** Where it stood before. */
  value: string;
  /** How many moves it has made; the first is kept back. */
  moves: number;
}

/**
 * Lets a finger that scrolls the page begin on a slider and leave it as it was. A browser moves a
 * slider as soon as it is touched, and only then sees whether the finger slides or scrolls: so the
 * first move of each touch is kept from the page until there is a second, or the finger is lifted.
 * Where the browser scrolls instead, the slider goes back to its value, and nobody has heard of it.
 */
export function sparedSliders(page: Document): void {
  let held: Held | undefined;
  const capture = {capture: true};
  const tell = (slider: HTMLInputElement) =>
    slider.dispatchEvent(new Event("input", {bubbles: true}));

  page.addEventListener(
    "pointerdown",
    ({target, pointerType}) => {
      held = undefined;
      if (pointerType !== "touch" || !(target instanceof HTMLInputElement)) return;
      if (target.type === "range") held = {slider: target, value: target.value, moves: 0};
    },
    capture
  );
  page.addEventListener(
    "input",
    (event) => {
      if (held === undefined || event.target !== held.slider) return;
      held.moves += 1;
      if (held.moves === 1) event.stopImmediatePropagation();
    },
    capture
  );
  page.addEventListener(
    "pointerup",
    () => {
      const {slider, moves} = held ?? {};
      held = undefined;
      if (moves === 1) tell(slider!);
    },
    capture
  );
  page.addEventListener(
    "pointercancel",
    () => {
      const {slider, value, moves = 0} = held ?? {};
      held = undefined;
      if (moves > 0) slider!.value = value!;
      if (moves > 1) tell(slider!);
    },
    capture
  );
}
