import {create, format} from "d3";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import {giveData} from "../../components/figure-data.js";
import {threeDigits} from "../../components/histogram.js";
import {failureNote} from "../../components/notice.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {withError} from "../../components/with-error.js";
import type {LandingOf, LandingRecord, LandingStep} from "../../formats/landing.js";
import {keepInput} from "../../state/keep.js";
import {numberIn, oneOf} from "../../state/kinds.js";
import {putValues} from "../../state/put-value.js";
import type {LandingDrawing} from "./chart.js";
import {landingChart} from "./chart.js";
import type {LandedStep} from "./image.js";

/** What q approaches: the best diagonal q of an image, or a posterior that is a Gaussian. */
type LandingCase = "image" | "toy";

/** The figure of three gradients on the way of q. */
interface LandingFigure extends HTMLElement {
  inputs: {share: NumberSlider; case: Choice<LandingCase>; of: Choice<LandingOf>};
  /** Shows what has been computed of the case that is set. */
  show(steps: readonly LandedStep[]): void;
  /** Sets some of it as if the reader had. */
  set(change: {share?: number; case?: LandingCase; of?: LandingOf}): void;
  reset(): void;
  /** Says in the place of the figure why it does not go on. */
  fail(error: unknown): void;
}

const estimators = [
  ["A", "(6)", "landing-six"],
  ["B", "(7)", "landing-seven"],
  ["path", "path derivative", "landing-path"]
] as const;
const percent = format(".0%");

/** Returns the figure without an image. */
export function landingFigure(record: LandingRecord): LandingFigure {
  const root = create("div").attr("class", "landing chart-pair").attr("data-waiting", "");
  const charts = root.append("div").attr("class", "chart-pair-charts");
  const place = (title: string, yLabel: string, level?: number) => {
    const group = charts.append("div");
    const heading = group.append("p").attr("class", "chart-pair-title").text(title);
    const chart = landingChart({yLabel, level});
    group.append(() => chart);
    return {heading, chart};
  };
  const one = place("this image", "variance of one draw");
  const all = place(`${record.images} test images of MNIST`, "path derivative ÷ (7)", 1);
  const failure = failureNote();
  root.append(() => failure);
  const below = root.append("div").attr("class", "chart-pair-below");
  const table = below.append("table").attr("data-readout", "");
  const head = table.append("thead").append("tr");
  head.append("td");
  for (const name of ["variance", "÷ (7)", "mean, first latent"]) {
    head.append("th").attr("scope", "col").text(name);
  }
  const body = table.append("tbody").attr("role", "status");
  const cells = estimators.map(([key, name]) => {
    const row = body.append("tr").attr("data-row", key);
    row.append("th").attr("scope", "row").text(name);
    return [0, 1, 2].map(() => row.append("td").text("…"));
  });
  const controls = below.append("div").attr("class", "chart-pair-controls");
  const inputs = {
    share: numberSlider("q, from the first to the best", {
      range: [0, 1],
      step: 0.1,
      value: 1,
      text: format(".0%"),
      label: "how far q is on its way"
    }),
    case: choice<LandingCase>(
      [
        ["an image", "image"],
        ["a Gaussian posterior", "toy"]
      ],
      "what q approaches"
    ),
    of: choice<LandingOf>(
      [
        ["∂/∂μ", "mu"],
        ["∂/∂ log σ", "logSigma"]
      ],
      "the gradient on its way"
    )
  };
  for (const input of Object.values(inputs)) controls.append(() => input);
  let steps: readonly LandedStep[] = [];

  function show(): void {
    const [share, of] = [inputs.share.value, inputs.of.value];
    one.heading.text(inputs.case.value === "image" ? "this image" : "a Gaussian posterior");
    all.chart.show(ratioDrawing(record, of, share));
    if (steps.length > 0) one.chart.show(varianceDrawing(steps, of, share));
    const here = steps.find((step) => Math.abs(step.share - share) < 1e-6)?.of[of];
    estimators.forEach(([key], i) => {
      const texts = ["…", "…", "…"];
      if (here !== undefined) {
        const {variance, mean, error} = here[key];
        texts[0] = shortNumber(variance);
        texts[1] = shortNumber(variance / here.B.variance);
        texts[2] =
          error < 1e-6 ? mean.toFixed(2).replace(/^-?0\.00$/, "0.00") : withError(mean, error);
      }
      texts.forEach((text, j) => cells[i][j].text(text.replace("-", "−")));
    });
  }

  for (const input of Object.values(inputs)) input.addEventListener("input", show);
  const node = root.node()!;
  giveData(node, "variances on the way of q", () =>
    steps.flatMap((step) =>
      (["mu", "logSigma"] as const).map((of) => ({
        share: step.share,
        gradient: of,
        variance_6: step.of[of].A.variance,
        variance_7: step.of[of].B.variance,
        variance_path: step.of[of].path.variance,
        draws: step.draws
      }))
    )
  );
  giveData(node, "path derivative ÷ (7) over images", () =>
    record.steps.flatMap((step) =>
      (["mu", "logSigma"] as const).map((of) => ({
        share: step.share,
        gradient: of,
        ...step.ratio[of],
        share_noisier: step.noisier[of]
      }))
    )
  );
  show();

  const set: LandingFigure["set"] = (change) => putValues(inputs, change);
  return Object.assign(node, {
    inputs,
    show(next: readonly LandedStep[]) {
      steps = next;
      failure.hidden = true;
      show();
      root.attr("data-waiting", null);
      root.attr("data-steps", steps.length);
    },
    set,
    reset: () => set({case: "image", share: 1, of: "mu"}),
    fail: failure.fail
  });
}

/** Returns a number with three digits; one that is 0 but for rounding as 0. */
function shortNumber(value: number): string {
  return value < 1e-12 ? "0" : value < 0.01 ? format(".2~e")(value) : threeDigits(value);
}

/** Decades below the least variance of (6) and (7) that are drawn: a posterior leaves no noise. */
const DECADES = 2.5;

function varianceDrawing(
  steps: readonly LandedStep[],
  of: LandingOf,
  share: number
): LandingDrawing {
  const valuesOf = (key: "A" | "B" | "path") => steps.map((step) => step.of[of][key].variance);
  const ends = [...valuesOf("A"), ...valuesOf("B")];
  const low = Math.min(...ends) / 10 ** DECADES;
  const high = Math.max(...ends, ...valuesOf("path")) * 1.5;
  return {
    curves: estimators.map(([key, name, className]) => ({
      name,
      className,
      points: steps.map((step) => [step.share, step.of[of][key].variance] as const)
    })),
    reach: [low, high],
    share,
    label: "the variance of one draw of the gradient by three estimators, over the way of q"
  };
}

function ratioDrawing(
  {steps, images}: LandingRecord,
  of: LandingOf,
  share: number
): LandingDrawing {
  const last = steps[steps.length - 1];
  return {
    curves: [
      {
        className: "landing-path",
        name: "median and quartiles",
        points: steps.map((step) => [step.share, step.ratio[of].median] as const),
        band: steps.map((step) => [step.share, step.ratio[of].low, step.ratio[of].high] as const)
      }
    ],
    reach: [0.02, 20],
    share,
    label:
      `over ${images} images the path derivative has ${threeDigits(last.ratio[of].median)} times the ` +
      `variance of (7) at the best q, and more at the encoder’s for ${percent(steps[0].noisier[of])}`
  };
}

/** Keeps the figure in the page’s address. */
export function keepLanding({inputs}: LandingFigure): void {
  keepInput("landing-share", inputs.share, numberIn([0, 1], 2));
  keepInput("landing-case", inputs.case, oneOf<LandingCase>(["image", "toy"]));
  keepInput("landing-of", inputs.of, oneOf<LandingOf>(["mu", "logSigma"]));
}

/** Returns what a page says of a recorded landing, as texts. */
export function landingFindings({images, seed, draws, command, steps}: LandingRecord) {
  const textsOf = ({ratio, noisier}: LandingStep) => ({
    /** The median of what the path derivative has of the variance of (7). */
    mu: percent(ratio.mu.median),
    logSigma: percent(ratio.logSigma.median),
    /** The share of the images for which it has more of it, with respect to μ. */
    noisier: percent(noisier.mu)
  });
  return {
    images: String(images),
    seed: String(seed),
    draws: String(draws),
    command,
    /** At the encoder's q, and at the best diagonal one. */
    first: textsOf(steps[0]),
    best: textsOf(steps[steps.length - 1])
  };
}
