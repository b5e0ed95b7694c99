import {create, format, range} from "d3";
import {actionButtons} from "../../components/buttons.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat, unitLabel} from "../../components/information.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {bernoulliArea, bernoulliCost, gaussianCost} from "../../math/pixel-costs.js";
import {keepInput} from "../../state/keep.js";
import {numberIn} from "../../state/kinds.js";
import {putValues} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import {pixelPanel} from "./panel.js";

/** The figure of appendix C: a Bernoulli and a Gaussian decoder of one pixel. */
interface PixelFigure extends HTMLElement {
  /** The pixel x, the prediction y, and log₁₀ of the standard deviation s. */
  inputs: {x: NumberSlider; y: NumberSlider; logS: NumberSlider};
  /** Sets some of them, as if the reader had. */
  set(values: Partial<PixelSetting>): void;
  reset(): void;
}

/** One pixel, and what a decoder says of it. */
interface PixelSetting {
  x: number;
  y: number;
  /** The standard deviation of the Gaussian pixel, > 0. */
  s: number;
}

const start: PixelSetting = {x: 0.5, y: 0.2, s: 0.25};
/** The least s: what a network comes to that is rewarded for certainty. */
const leastS = 1e-3;
const logRange = [Math.log10(leastS), 0] as const;
/** The most nats that are drawn; a Bernoulli cost grows to infinity. */
const mostCost = 3;
/** How far beyond the pixels’ range their density is drawn. */
const densityDomain = [-0.5, 1.5] as const;
const twoDigits = format(".2f");
const fourDigits = informationFormat(".4f");

/** Returns the figure. */
export function pixelFigure(): PixelFigure {
  const root = create("div").attr("class", "pixel-figure");
  const node = root.node()!;
  const panels = root.append("div").attr("class", "pixel-panels");
  const costs = pixelPanel({
    title: "What the prediction y costs, at this pixel x",
    xName: "prediction, y",
    yName: () => `−log p(x|z), ${shownUnit()}`,
    inUnit: true,
    domain: [0, 1],
    columns: ["y", "cost_nats"]
  });
  const densities = pixelPanel({
    title: "The likelihood of each pixel x, at this prediction y",
    xName: "pixel, x",
    yName: () => "p(x|z)",
    inUnit: false,
    domain: densityDomain,
    columns: ["x", "likelihood"]
  });
  for (const panel of [costs, densities]) panels.append(() => panel);
  const numbers = root.append("table").attr("class", "pixel-numbers").attr("data-readout", "");
  const head = numbers.append("thead").append("tr");
  for (const name of ["decoder", "cost", "least, at y = x", "area over x"]) {
    const say = () => (name === "cost" ? `cost, ${shownUnit()}` : name);
    head.append("th").attr("scope", "col").call(unitLabel, say);
  }
  const body = numbers.append("tbody").attr("role", "status");
  const rows = {bernoulli: row("bernoulli", "Bernoulli"), gaussian: row("gaussian", "Gaussian")};

  function row(className: string, name: string) {
    const line = body.append("tr").attr("data-decoder", className);
    const title = line.append("th").attr("scope", "row");
    title.append("span").attr("class", `pixel-key ${className}`);
    title.append("span").text(name);
    return [0, 1, 2].map(() => line.append("td"));
  }

  const controls = root.append("div").attr("class", "pixel-controls");
  const inputs = {
    x: numberSlider("pixel, x", {range: [0, 1], step: 0.01, value: start.x, text: twoDigits}),
    y: numberSlider("prediction, y", {range: [0, 1], step: 0.01, value: start.y, text: twoDigits}),
    logS: numberSlider("Gaussian noise, s", {
      range: logRange,
      step: 0.001,
      value: Math.log10(start.s),
      text: (value) => format(".3~r")(10 ** value)
    })
  };
  for (const input of Object.values(inputs)) controls.append(() => input);
  const setting = (): PixelSetting => ({
    x: inputs.x.value,
    y: inputs.y.value,
    s: 10 ** inputs.logS.value
  });

  function set(values: Partial<PixelSetting>): void {
    const {x, y, s} = {...setting(), ...values};
    putValues(inputs, {x, y, logS: Math.log10(s)});
  }

  root.append(() =>
    actionButtons(
      [
        ["y = x", () => set({y: setting().x})],
        ["s² = ½", () => set({s: Math.SQRT1_2})],
        ["s = |x − y|, the best s", () => set({s: bestS(setting())})],
        ["a pixel of the border", () => set({x: 0, y: 0, s: leastS})]
      ],
      "set the pixel"
    )
  );

  function show(): void {
    const {x, y, s} = setting();
    costs.show({
      ...costCurves({x, y, s}),
      at: {value: x, name: "the pixel, x"}
    });
    densities.show({
      ...densityCurves({x, y, s}),
      at: {value: y, name: "the prediction, y"}
    });
    const values = numbersOf({x, y, s});
    for (const decoder of ["bernoulli", "gaussian"] as const) {
      const {cost, least, area} = values[decoder];
      for (const [i, text] of [costText(cost), costText(least), format(".3f")(area)].entries()) {
        rows[decoder][i].text(text);
      }
    }
  }

  for (const input of Object.values(inputs)) input.addEventListener("input", show);
  giveData(node, "the two decoders", () =>
    Object.entries(numbersOf(setting())).map(([decoder, {cost, least, area}]) => ({
      decoder,
      ...setting(),
      cost_nats: cost,
      least_cost_nats: least,
      area_over_x: area
    }))
  );
  show();
  followUnit(node, show);
  return Object.assign(node, {inputs, set, reset: () => set(start)});
}

/** Keeps the figure of appendix C in the page’s address. */
export function keepPixel({inputs: {x, y, logS}}: PixelFigure): void {
  keepInput("pixel-x", x, numberIn([0, 1], 3));
  keepInput("pixel-y", y, numberIn([0, 1], 3));
  keepInput("pixel-log-s", logS, numberIn(logRange, 4));
}

function costText(nats: number): string {
  return Number.isFinite(nats) ? fourDigits(nats) : "∞";
}

/** Returns the s at which a Gaussian pixel costs least, within what can be set: |x − y|. */
function bestS({x, y}: PixelSetting): number {
  return Math.max(Math.abs(x - y), leastS);
}

/** Returns what the figure says of the two decoders, in nats, and the areas under their likelihoods. */
function numbersOf({x, y, s}: PixelSetting) {
  return {
    bernoulli: {cost: bernoulliCost(x, y), least: bernoulliCost(x, x), area: bernoulliArea(y)},
    gaussian: {cost: gaussianCost(x, y, s), least: gaussianCost(x, x, s), area: 1}
  };
}

/** Returns places from low to high, and more of them where a Gaussian is narrow. */
function placesAround(center: number, s: number, [low, high]: readonly [number, number]) {
  const even = range(0, 401).map((i) => low + (i / 400) * (high - low));
  const near = range(-60, 61).map((i) => center + (i / 10) * s);
  return [...even, ...near]
    .filter((place) => place >= low && place <= high)
    .toSorted((a, b) => a - b);
}

/** Returns both costs over the prediction. */
function costCurves({x, y, s}: PixelSetting) {
  const least = Math.min(0, gaussianCost(x, x, s));
  const curve = (className: "bernoulli" | "gaussian", cost: (at: number) => number) => ({
    className,
    points: placesAround(x, s, [0, 1]).map((at) => [at, cost(at)] as const),
    mark: [y, cost(y)] as const
  });
  return {
    curves: [
      curve("bernoulli", (at) => bernoulliCost(x, at)),
      curve("gaussian", (at) => gaussianCost(x, at, s))
    ],
    reach: [least - 0.5, mostCost] as const
  };
}

/** Returns both likelihoods over the pixel: that of a Bernoulli decoder ends at paper and at ink. */
function densityCurves({x, y, s}: PixelSetting) {
  const curve = (
    className: "bernoulli" | "gaussian",
    domain: readonly [number, number],
    cost: (at: number) => number
  ) => ({
    className,
    points: placesAround(y, s, domain).map((at) => [at, Math.exp(-cost(at))] as const),
    mark: [x, Math.exp(-cost(x))] as const
  });
  return {
    curves: [
      curve("bernoulli", [0, 1], (at) => bernoulliCost(at, y)),
      curve("gaussian", densityDomain, (at) => gaussianCost(at, y, s))
    ],
    reach: [0, 1.1 * Math.max(1, Math.exp(-gaussianCost(y, y, s)))] as const
  };
}
