import {create, format} from "d3";
import type {Checkbox, Choice} from "../../components/choice.js";
import {checkbox, choice} from "../../components/choice.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {withValue} from "../../components/with-value.js";
import type {Parameter} from "../../math/gradients.js";

/** What a reader sets about the estimates. */
export interface GradientSettings {
  /** L. */
  samples: number;
  of: Parameter["of"];
  /** What is added to f, in nats. */
  constant: number;
  /** Whether the score function has its mean baseline. */
  hasBaseline: boolean;
  /** Whether both histograms have the axis of the wider one. */
  hasSameScale: boolean;
}

/** An input of the settings. */
export interface GradientControls extends HTMLElement {
  readonly value: GradientSettings;
  /** Each of the settings by itself. */
  inputs: {
    samples: Choice<number>;
    of: Choice<Parameter["of"]>;
    constant: NumberSlider;
    baseline: Checkbox;
    sameScale: Checkbox;
  };
  /** Sets all to where they began; says nothing. */
  reset(): void;
}

/** L, to choose from. */
export const sampleSizes = [1, 2, 4, 8, 16];
/** The most that is added to f, or taken from it. */
export const mostConstant = 200; // nats: more than the log-likelihoods of most digits

/** Returns the controls in a row. */
export function gradientControls(): GradientControls {
  const element = create("div").attr("class", "gradient-controls");
  const samples = choice(
    sampleSizes.map((size) => [String(size), size] as const),
    "samples per estimate, L"
  );
  const of = choice<Parameter["of"]>(
    [
      ["∂/∂μ", "mu"],
      ["∂/∂σ", "sigma"]
    ],
    "the gradient"
  );
  const constant = numberSlider("add to f", {
    range: [-mostConstant, mostConstant],
    step: 1,
    value: 0,
    text: (value) => `${format("+")(value)} nats`,
    label: "a constant added to f"
  });
  const baseline = checkbox("mean baseline");
  const sameScale = checkbox("same scale");
  const named = (name: string, input: HTMLElement) => {
    const row = element.append("div").attr("class", "named-choice");
    row.append("span").attr("aria-hidden", "true").text(name);
    row.append(() => input);
  };
  named("L =", samples);
  named("gradient", of);
  for (const input of [constant, baseline, sameScale]) element.append(() => input);

  const inputs = {samples, of, constant, baseline, sameScale};
  function reset(): void {
    samples.value = sampleSizes[0];
    of.value = "mu";
    constant.value = 0;
    baseline.value = false;
    sameScale.value = false;
  }

  return withValue(Object.assign(element.node()!, {reset, inputs}), {
    get: (): GradientSettings => ({
      samples: samples.value,
      of: of.value,
      constant: constant.value,
      hasBaseline: baseline.value,
      hasSameScale: sameScale.value
    })
  });
}
