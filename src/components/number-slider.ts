import {create} from "d3";
import {clamp} from "./clamp.js";

/** Options for numberSlider. */
export interface NumberSliderOptions {
  /** The least and the greatest number. */
  range: readonly [number, number];
  step: number;
  value: number;
  /** Returns the number as it stands beside the name. */
  text: (value: number) => string;
  /** What a screen reader says, if the name is a symbol; defaults to the name. */
  label?: string;
  /** The class of the object that the number belongs to, such as “of-q”. */
  className?: string;
}

/** An input of one number; its input event says that the reader has moved it. */
export interface NumberSlider extends HTMLLabelElement {
  /** The number; setting it moves the slider and says nothing. */
  value: number;
}

/** Returns a range input with its name and its number above it. */
export function numberSlider(
  name: string,
  {range, step, value, text, label = name, className = ""}: NumberSliderOptions
): NumberSlider {
  const element = create("label").attr("class", "number-slider");
  const line = element.append("span").attr("class", `number-slider-text ${className}`);
  line.append("span").text(name);
  const output = line.append("output");
  const input = element.append("input").attr("type", "range").attr("aria-label", label);
  input.attr("min", range[0]).attr("max", range[1]).attr("step", step);

  function show(): void {
    output.text(text(value));
    input.attr("aria-valuetext", text(value));
  }
  function set(next: number): void {
    value = clamp(next, range);
    input.property("value", value);
    show();
  }

  input.on("input", function () {
    value = this.valueAsNumber;
    show();
  });
  set(value);
  return Object.defineProperty(element.node()!, "value", {
    get: () => value,
    set
  }) as unknown as NumberSlider;
}
