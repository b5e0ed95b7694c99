import {centerIn} from "./components/center.js";
import type {GradientFigure} from "./components/gradient-case.js";
import {mostConstant, sampleSizes} from "./components/gradient-controls.js";
import {keepInput} from "./state/keep.js";
import {numberIn, oneOf, wholeIn, yesNo} from "./state/kinds.js";

/** Keeps the figure of section 2.4 in the page’s address: f, q, and what is asked of the estimates. */
export function keepGradients(figure: GradientFigure): void {
  const {f, style, q, samples, of, constant, baseline, sameScale} = figure.inputs;
  keepInput("f", f, oneOf<"toy" | "digit">(["toy", "digit"]));
  keepInput("style", style, oneOf<"moves" | "weighs">(["moves", "weighs"]));
  keepInput("samples", samples, oneOf(sampleSizes));
  keepInput("of", of, oneOf<"mu" | "sigma">(["mu", "sigma"]));
  keepInput("constant", constant, numberIn([-mostConstant, mostConstant]));
  keepInput("baseline", baseline, yesNo);
  keepInput("same-scale", sameScale, yesNo);
  const keepQ = () => {
    const {muRange, sigmaRange} = figure.stage();
    keepInput("q", q, centerIn(muRange, sigmaRange));
  };
  figure.addEventListener("images", () => {
    const picker = figure.inputs.picker()!;
    keepInput("image", picker, wholeIn([0, picker.elements.length - 1]), {
      when: () => f.value === "digit"
    });
  });
  figure.addEventListener("case", keepQ);
  keepQ();
}
