import {create, format, leastIndex} from "d3";
import {clamp} from "./drag.js";
import {withValue} from "./with-value.js";

/** Options for numberSlider. */
interface NumberSliderOptions {
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
  return withValue(element.node()!, {
    get: () => value,
    set
  });
}

/** An input of β. */
interface BetaSlider extends HTMLLabelElement {
  /** β; setting it says nothing, and keeps a value that the slider itself does not reach. */
  value: number;
}

/** Where the slider stops: 0, and steps of about a third of a decade, with the number of pixels. */
const stops = [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 2, 4, 10, 30, 100, 300, 784, 2000];
const number = format(",.4~g");

/** Returns a slider of β on a logarithmic scale, 0 at its left end. */
export function betaSlider(): BetaSlider {
  const element = create("label").attr("class", "number-slider beta-slider");
  const line = element.append("span").attr("class", "number-slider-text");
  line.append("span").html(`<i>β</i>, the price of a nat of KL`);
  const output = line.append("output");
  const input = element.append("input").attr("type", "range").attr("aria-label", "β");
  input
    .attr("min", 0)
    .attr("max", stops.length - 1)
    .attr("step", 1);
  let value = 1;

  function show(): void {
    output.text(number(value));
    input.attr("aria-valuetext", number(value));
  }
  function set(next: number): void {
    value = next;
    const distance = (stop: number) => Math.abs(Math.log((stop + 1e-5) / (next + 1e-5)));
    input.property(
      "value",
      leastIndex(stops, (a, b) => distance(a) - distance(b))!
    );
    show();
  }

  input.on("input", function () {
    value = stops[this.valueAsNumber];
    show();
  });
  set(value);
  return withValue(element.node()!, {
    get: () => value,
    set
  });
}
