import type {Axes} from "./class-medians.js";
import {codeDots} from "./code-dots.js";
import type {Drawing, Scale} from "./labelled-axes.js";
import {memoryContext} from "./memory-context.js";
import {nameClasses, type NamedCodes} from "./name-classes.js";

/**
 * Draws codes by class in their colors, and the names of the classes over them; undefined clears
 * both.
 *
 * @param names a group of the class “class-names”
 * @param axes the two coordinates that are shown; defaults to the first two
 * @param shown the classes that are shown; defaults to all
 */
export function layCodes(
  canvas: HTMLCanvasElement,
  names: Drawing<SVGGElement>,
  named: NamedCodes | undefined,
  {x, y, axes = [0, 1], shown}: {x: Scale; y: Scale; axes?: Axes; shown?: ReadonlySet<number>}
): void {
  if (named === undefined) {
    memoryContext(canvas).clearRect(0, 0, canvas.width, canvas.height);
    names.selectChildren().remove();
    return;
  }
  shown ??= new Set(named.classes.keys());
  const style = getComputedStyle(canvas);
  const colors = named.classes.map((_, i) => style.getPropertyValue(`--class-${i}`));
  codeDots(canvas, {...named, axes, shown}, {x, y}, colors);
  nameClasses(names, named, {axes, shown, x, y});
}
