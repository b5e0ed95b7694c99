import type {Axes} from "./class-medians.js";
import {dotImage} from "./code-dots.js";
import type {Drawing, Scale} from "./labelled-axes.js";
import {memoryContext} from "./memory-context.js";
import {nameClasses, type NamedCodes} from "./name-classes.js";

/** What a canvas is going to show: its dots are mixed in one task and drawn in another. */
const coming = new WeakMap<HTMLCanvasElement, ReturnType<typeof setTimeout>>();

/**
 * Draws codes by class in their colors, and the names of the classes over them; undefined clears
 * both. The dots follow two tasks later, as they take long: what is newest does not wait for them.
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
  clearTimeout(coming.get(canvas));
  if (named === undefined) {
    memoryContext(canvas).clearRect(0, 0, canvas.width, canvas.height);
    names.selectChildren().remove();
    return;
  }
  shown ??= new Set(named.classes.keys());
  const style = getComputedStyle(canvas);
  const colors = named.classes.map((_, i) => style.getPropertyValue(`--class-${i}`));
  const dots = {...named, axes, shown};
  const place = {x: x.copy(), y: y.copy()};
  const mixed = setTimeout(() => {
    const image = dotImage(canvas, dots, place, colors);
    const drawn = setTimeout(() => memoryContext(canvas).putImageData(image, 0, 0));
    coming.set(canvas, drawn);
  });
  coming.set(canvas, mixed);
  nameClasses(names, named, {axes, shown, x, y});
}
