import {axisBottom, axisLeft, create, format, line, range, scaleLinear} from "d3";
import type {Scale} from "../../components/axes.js";
import {axisGroups, onWidth} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationFormat, informationScale, unitLabel} from "../../components/information.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import type {QuadraticDecoder} from "../../math/quadratic-decoder.js";
import {bestGaussian, meanQuadraticElbo, quadraticPosterior} from "../../math/quadratic-decoder.js";
import {keepInput} from "../../state/keep.js";
import {wholeIn} from "../../state/kinds.js";
import {putValue} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {ToyMethod, ToyRuns} from "./runs.js";
import {greatest, methods, STEPS, toyData, truth} from "./runs.js";

/** The figure of Monte Carlo EM in the small. */
interface ToyFigure extends HTMLElement {
  inputs: {steps: NumberSlider};
  show(runs: ToyRuns): void;
  reset(): void;
}

const frame = {left: 62, right: 12, top: 28, bottom: 210, height: 250};
const narrowBottom = 150;
const widths = {least: 280, most: 520};
const names: Record<ToyMethod, string> = {mcem: "Monte Carlo EM", bound: "the bound"};
const firstNats = [-1.75, -1.35] as const;
const xRange = [-1.5, 6.5] as const;
const twoDigits = format(".2f");
const nats = informationFormat(".3f");

/** Returns the figure, without data as yet. */
export function toyFigure(): ToyFigure {
  const root = create("div").attr("class", "toy-figure").attr("data-waiting", "");
  const left = panel("log p(x) as the decoder learns", "steps", () => `${shownUnit()} per point`);
  const right = panel("What the decoder makes: p(x)", "x", () => "density");
  root.append(() => left.element);
  root.append(() => right.element);
  const below = root.append("div").attr("class", "toy-below");
  const table = below.append("table").attr("class", "toy-numbers");
  const head = table.append("thead").append("tr");
  for (const name of ["decoder", "a", "b", "s", "log p(x)", "the bound"]) {
    head.append("th").attr("scope", "col").text(name);
  }
  const body = table.append("tbody");
  const rows = Object.fromEntries(
    [...methods, "best" as const].map((key) => {
      const row = body.append("tr").attr("data-method", key);
      const title = row.append("th").attr("scope", "row");
      title.append("span").attr("class", `toy-key ${key}`);
      title.append("span").text(key === "best" ? "what made the data" : names[key]);
      return [key, range(5).map(() => row.append("td"))];
    })
  );
  const steps = numberSlider("steps", {range: [0, STEPS], step: 1, value: STEPS, text: String});
  below.append(() => steps);
  let runs: ToyRuns | undefined;

  function show(): void {
    const at = Math.min(steps.value, (runs?.likelihoods.mcem.length ?? 1) - 1);
    left.lay([0, STEPS], runs === undefined ? firstNats : natsOf(runs), true);
    right.lay(xRange, [0, 1], false);
    if (runs === undefined) return;
    root.attr("data-waiting", null);
    const {likelihoods, models} = runs;
    for (const method of methods) {
      left.curve(
        method,
        likelihoods[method].map((value, step) => [step, value])
      );
      const model = models[method][at];
      right.curve(method, densityCurve(model));
      const values = [model.a, model.b, model.s, likelihoods[method][at], elbo(model)];
      values.forEach((value, i) => rows[method][i].text((i < 3 ? twoDigits : nats)(value)));
    }
    left.curve("best", [
      [0, greatest],
      [STEPS, greatest]
    ]);
    const {a, b, s} = truth;
    [a, b, s, greatest, elbo(truth)].forEach((value, i) =>
      rows.best[i].text((i < 3 ? twoDigits : nats)(value))
    );
    left.at(at);
    right.curve("best", densityCurve(truth));
  }

  steps.addEventListener("input", show);
  followUnit(root.node()!, show);
  onWidth(root.node()!, {least: 280, most: 1100}, () => show());
  for (const one of [left, right])
    onWidth(one.element, widths, (width) => (one.size(width), show()));
  giveData(root.node()!, "steps", () =>
    methods.flatMap((method) =>
      (runs?.models[method] ?? []).map(({a, b, s}, step) => ({
        method: names[method],
        step,
        a,
        b,
        s,
        log_likelihood_nats: runs!.likelihoods[method][step]
      }))
    )
  );
  return Object.assign(root.node()!, {
    inputs: {steps},
    show(next: ToyRuns) {
      runs = next;
      show();
    },
    reset(): void {
      putValue(steps, STEPS);
    }
  });
}

/** Returns the nats that the axis of the likelihoods covers. */
function natsOf({likelihoods}: ToyRuns): [number, number] {
  const least = Math.min(...likelihoods.mcem, ...likelihoods.bound);
  return [least - 0.05, greatest + 0.05];
}

/** Returns the mean of the greatest bounds that a Gaussian has, in nats per observation. */
function elbo(decoder: QuadraticDecoder): number {
  return meanQuadraticElbo(decoder, toyData, bestGaussian);
}

function densityCurve(model: QuadraticDecoder): [number, number][] {
  const [low, high] = xRange;
  return range(161).map((i) => {
    const x = low + ((high - low) * i) / 160;
    return [x, Math.exp(quadraticPosterior(model, x).logEvidence)];
  });
}

/** One panel: curves of the ways, on axes of its own. */
function panel(title: string, xName: string, yName: () => string) {
  const root = create("div").attr("class", "toy-panel");
  const svg = appendImage(root, title);
  svg.append("text").attr("class", "panel-title").attr("y", 12).text(title);
  const pane = svg.append("svg").style("overflow", "hidden");
  const lines = pane.append("g");
  const mark = pane.append("path").attr("class", "chains-at");
  const axes = svg.append("g");
  const labels = [() => xName, yName].map((say) =>
    svg.append("text").attr("class", "axis-label").call(unitLabel, say)
  );
  const [x, y]: Scale[] = [scaleLinear(), scaleLinear()];
  let bottom: number = frame.bottom;
  return {
    element: root.node()!,
    size(width: number) {
      bottom = width < 420 ? narrowBottom : frame.bottom;
      const height = bottom + frame.height - frame.bottom;
      svg.attr("viewBox", `0 0 ${width} ${height}`);
      x.range([frame.left, width - frame.right]);
      y.range([bottom, frame.top]);
      const box = [frame.left, frame.top, width - frame.left - frame.right, bottom - frame.top];
      ["x", "y", "width", "height"].forEach((name, i) => pane.attr(name, box[i]));
      pane.attr("viewBox", box.join(" "));
      labels[0].attr("x", (frame.left + width - frame.right) / 2).attr("y", bottom + 34);
      labels[1].attr("transform", `translate(12,${(frame.top + bottom) / 2}) rotate(-90)`);
    },
    /** Draws the axes; what is drawn over them is in the unit of information, or not. */
    lay(xDomain: readonly [number, number], yDomain: readonly [number, number], inUnit: boolean) {
      x.domain(xDomain);
      y.domain(yDomain);
      axes.selectChildren().remove();
      const {below, beside} = axisGroups(axes, {left: frame.left, bottom});
      below.call(axisBottom(x).ticks(6).tickSizeOuter(0));
      beside.call(
        axisLeft(inUnit ? informationScale(y) : y)
          .ticks(5)
          .tickSizeOuter(0)
      );
    },
    curve(key: string, points: readonly (readonly [number, number])[]) {
      const path = lines.selectAll(`path.${key}`).data([points]).join("path");
      path.attr("class", `toy-curve ${key}`);
      path.attr(
        "d",
        line<readonly [number, number]>(
          ([px]) => x(px),
          ([, py]) => y(py)
        )([...points])
      );
    },
    at: (value: number) => mark.attr("d", `M${x(value)},${frame.top}V${bottom}`)
  };
}

/** Keeps the figure of Monte Carlo EM in the small in the page’s address. */
export function keepToy({inputs: {steps}}: ToyFigure): void {
  keepInput("toy-steps", steps, wholeIn([0, STEPS]));
}
