import type {Selection} from "d3";
import {format} from "d3";
import {followUnit, inShownUnit} from "../state/unit.js";

/**
 * Returns a function that writes a number of nats in the unit shown, in d3’s format and without the
 * name of the unit. What it has written follows the reader’s choice where it stands in a unitText
 * or in a drawing that is drawn anew by followUnit.
 */
export function informationFormat(specifier: string): (nats: number) => string {
  const text = format(specifier);
  return (nats) => text(inShownUnit(nats));
}

/**
 * Returns a scale of nats as a scale of the unit shown: each quantity keeps its place, and the ticks
 * of an axis stand at round numbers of that unit.
 */
export function informationScale<
  Scale extends {domain(): number[]; domain(next: number[]): unknown; copy(): Scale}
>(scale: Scale): Scale {
  const shown = scale.copy();
  shown.domain(scale.domain().map(inShownUnit));
  return shown;
}

/**
 * Writes a text into each element of a selection, now and whenever the unit changes. For the name of
 * an axis: `svg.append("text").call(unitLabel, () => `KL, ${shownUnit()}`)`.
 */
export function unitLabel<Shown extends Element>(
  selection: Selection<Shown, any, any, any>,
  say: () => string
): void {
  selection.each(function () {
    const show = () => void (this.textContent = say());
    show();
    followUnit(this, show);
  });
}

/**
 * A text that depends on the unit: in a template string it is what it says at that time; in a page
 * (`${text}` in Markdown) it is an element that follows the reader’s choice, a new one each time.
 */
export interface UnitText extends Iterable<Node> {
  toString(): string;
}

/** Returns what a function says as a text that follows the unit. */
export function unitText(say: () => string): UnitText {
  return {
    toString: say,
    *[Symbol.iterator]() {
      const span = document.createElement("span");
      const show = () => void (span.textContent = say());
      show();
      followUnit(span, show);
      yield span;
    }
  };
}

/** Returns a number of nats, in d3’s format and without its unit, as a text that follows the unit. */
export function quantity(nats: number, specifier: string): UnitText {
  const write = informationFormat(specifier);
  return unitText(() => write(nats));
}
