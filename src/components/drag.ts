import {pointer} from "d3";

/** Options for draggable. */
interface DraggableOptions {
  /** What the coordinates refer to; defaults to the mark’s own drawing. */
  frame?: SVGGraphicsElement;
  /** Where a click makes the mark jump, and a mouse may begin to drag; defaults to nowhere. */
  field?: SVGGraphicsElement;
  /** Called for the movement keys, with steps to the right and up. */
  key: (right: number, up: number) => void;
  /** Called while the mark is dragged, with coordinates of the frame. */
  drag: (x: number, y: number) => void;
}

/**
 * Lets a mark be moved by mouse, touch and keyboard. A finger drags the mark itself only: a swipe
 * over the field still scrolls the page, and a tap makes the mark jump.
 */
export function draggable(
  mark: SVGGraphicsElement,
  {frame = mark.ownerSVGElement!, field, key, drag}: DraggableOptions
): void {
  const drive = (event: Event) => drag(...pointer(event, frame));

  function begin(event: PointerEvent): void {
    const target = event.currentTarget as SVGGraphicsElement;
    if (event.button !== 0 || (event.pointerType === "touch" && target !== mark)) return;
    event.stopPropagation();
    event.preventDefault();
    target.setPointerCapture(event.pointerId);
    mark.focus();
    drive(event);
  }

  for (const target of field === undefined ? [mark] : [mark, field]) {
    target.addEventListener("pointerdown", begin);
    target.addEventListener("pointermove", (event) => {
      if (target.hasPointerCapture(event.pointerId)) drive(event);
    });
  }
  field?.addEventListener("click", drive);

  mark.setAttribute("tabindex", "0");
  // Inside of a drawing the property touch-action has no effect: a finger would scroll the page.
  mark.addEventListener("touchstart", (event) => event.preventDefault(), {passive: false});
  mark.addEventListener("keydown", (event) => {
    const step = keyStep(event);
    if (step === undefined) return;
    event.preventDefault();
    key(...step);
  });
}

/** How far a key moves a mark: in steps to the right and up. */
export type Step = readonly [right: number, up: number];

const steps: Record<string, Step> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  PageUp: [0, 10],
  PageDown: [0, -10],
  Home: [-Infinity, 0],
  End: [Infinity, 0]
};

/**
 * Returns the steps that a key press asks for, a tenth of them with Shift held, or undefined if
 * the key is not for moving. Home and End go all the way: the caller is to clamp.
 */
export function keyStep({
  key,
  shiftKey
}: Pick<KeyboardEvent, "key" | "shiftKey">): Step | undefined {
  const step = steps[key];
  return step && shiftKey ? [step[0] / 10, step[1] / 10] : step;
}

/** Returns the number of [low, high] that is nearest to value. */
export function clamp(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}
