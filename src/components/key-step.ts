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
