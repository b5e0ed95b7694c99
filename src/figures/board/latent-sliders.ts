import {create, format} from "d3";
import {latentName} from "../../components/axes.js";
import {clamp, keyStep} from "../../components/drag.js";
import {giveData} from "../../components/figure-data.js";

/** Options for latentSliders. */
export interface LatentSlidersOptions {
  /** The latents that have a slider, counted from 0; defaults to the first ones. */
  latents?: readonly number[];
  /** Where a slider begins and ends at first, of u; defaults to [0.05, 0.95]. */
  range?: readonly [number, number];
  /** What the sliders belong to, for a screen reader; defaults to “latent space”. */
  label?: string;
}

/** An input of one u per slider; its input event says that the reader has moved one. */
export interface LatentSliders extends HTMLElement {
  /** One u for each slider; setting it moves the sliders and says nothing. */
  value: number[];
  /** The slider last moved, counted from 0; setting it says nothing. */
  touched: number;
  /**
   * Where the sliders begin and end, of u; setting it moves those beyond to its ends, as if the
   * reader had.
   */
  range: readonly [number, number];
  /** Moves the sliders as if the reader had: clamped to their range, with an input event. */
  setValue(u: readonly number[]): void;
}

/** A step of the arrow keys, of u: ninety of them cross the default range. */
const keyboardStep = 0.01;
const twoDecimals = format(".2f");
const threeDecimals = format(".3f");

/**
 * Returns one range input for each u of start, each with u and z = quantile(u) in numbers.
 *
 * @param start where the sliders stand, of u
 * @param quantile Φ⁻¹, the inverse of the prior’s distribution function
 */
export function latentSliders(
  start: readonly number[],
  quantile: (u: number) => number,
  {
    latents = start.map((_, i) => i),
    range = [0.05, 0.95],
    label = "latent space"
  }: LatentSlidersOptions = {}
): LatentSliders {
  const container = create("div").attr("class", "sliders").attr("role", "group");
  container.attr("aria-label", label);
  const element = container.node()!;
  let value = Array.from(start);
  let touched = 0;

  const rows = latents.map((latent, i) => {
    const row = container.append("div").attr("class", "slider");
    const text = row.append("div").attr("class", "slider-text");
    text.append("span").attr("class", "of-u").text(latentName("u", latent));
    const u = text.append("output").attr("class", "of-u");
    text.append("span").attr("class", "of-z").text(latentName("z", latent));
    const z = text.append("output").attr("class", "of-z");
    const input = row.append("input").attr("type", "range");
    input.attr("step", 0.001);
    input.attr("aria-label", `${latentName("u", latent)}, ${label}`);
    input.on("input", function () {
      touched = i;
      value = value.with(i, this.valueAsNumber);
      redraw();
    });
    input.on("keydown", (event: KeyboardEvent) => {
      const step = keyStep(event);
      if (step === undefined) return;
      event.preventDefault();
      touched = i;
      setValue(value.with(i, value[i] + keyboardStep * (step[0] + step[1])));
    });
    return {input, u, z};
  });

  function redraw(): void {
    rows.forEach(({input, u, z}, i) => {
      // So near to 0 and 1 two decimals would say 0.00 and 1.00.
      const uText = (range[0] < 0.01 ? threeDecimals : twoDecimals)(value[i]);
      const zText = twoDecimals(quantile(value[i]));
      u.text(uText);
      z.text(zText);
      input.attr("min", range[0]).attr("max", range[1]).property("value", value[i]);
      input.attr("aria-valuetext", `u = ${uText}, z = ${zText}`);
    });
  }

  function setValue(u: readonly number[]): void {
    value = u.map((ui) => clamp(ui, range));
    redraw();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function setRange(next: readonly [number, number]): void {
    range = next;
    if (value.some((u) => u !== clamp(u, range))) setValue(value);
    else redraw();
  }

  giveData(element, `sliders of ${label}`, () =>
    value.map((u, i) => ({latent: latents[i] + 1, u, z: quantile(u)}))
  );
  redraw();
  return Object.defineProperties(Object.assign(element, {setValue}), {
    value: {
      get: () => value,
      set: (u: readonly number[]) => {
        value = u.map((ui) => clamp(ui, range));
        redraw();
      }
    },
    touched: {
      get: () => touched,
      set(slider: number) {
        touched = slider;
      }
    },
    range: {get: () => range, set: setRange}
  }) as unknown as LatentSliders;
}
