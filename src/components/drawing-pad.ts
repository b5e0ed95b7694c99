import {create, pointer} from "d3";
import {keepSizes} from "./drawn-size.js";
import {appendImage} from "./image-drawing.js";
import {withValue} from "./with-value.js";

/** A line of the pen: places on the pad, from 0 to 100, x to the right and y down. */
export type PadLine = [x: number, y: number][];

/** An input of a drawing; its input event says that a line has grown. */
export interface DrawingPad extends HTMLElement {
  /** The lines so far; the same array, with more in it, until the pad is cleared. */
  readonly value: readonly PadLine[];
  /** Takes all lines away, and says nothing. */
  clear(): void;
}

/** Returns a square to draw in with a mouse, a finger or a pen. */
export function drawingPad({label = "draw here"} = {}): DrawingPad {
  const root = create("div").attr("class", "drawing-pad");
  const element = root.node()!;
  const svg = appendImage(root, label).attr("viewBox", "0 0 100 100");
  keepSizes(svg.node()!);
  const field = svg.append("rect").attr("width", 100).attr("height", 100).node()!;
  const hint = svg.append("text").attr("class", "hint").attr("x", 50).attr("y", 52).text(label);
  const drawing = svg.append("g").attr("class", "lines of-x");
  let lines: PadLine[] = [];

  function redraw(): void {
    hint.attr("visibility", lines.length === 0 ? "visible" : "hidden");
    const paths = drawing.selectAll("path").data(lines).join("path");
    // A line to where it begins makes a dot of a single place.
    paths.attr("d", (line) => `M${line[0]}L${line.join("L")}`);
  }

  function grow(event: PointerEvent): void {
    const line = lines.at(-1)!;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    // A frame may hold several places of a fast pen.
    for (const part of coalesced.length > 0 ? coalesced : [event]) {
      const [x, y] = pointer(part, field);
      line.push([Math.round(10 * x) / 10, Math.round(10 * y) / 10]);
    }
    redraw();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  // On the box, not on the field: browsers heed it there only, and would scroll.
  element.style.touchAction = "none";
  field.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    lines = [...lines, []];
    grow(event);
  });
  field.addEventListener("pointermove", (event) => {
    if (field.hasPointerCapture(event.pointerId)) grow(event);
  });

  function clear(): void {
    lines = [];
    redraw();
  }

  return withValue(Object.assign(element, {clear}), {
    get: () => lines
  });
}
