import {axisBottom, create, format, scaleSymlog} from "d3";
import {onWidth} from "../../components/axes.js";
import {informationFormat, informationScale, unitLabel} from "../../components/information.js";
import {withValue} from "../../components/with-value.js";
import {followUnit, inShownUnit, shownUnit} from "../../state/unit.js";
import {errorMoments, errorsOf, ways, type MarginalEstimates, type Way} from "./estimates.js";

/** A choice of one way to estimate, each with its errors over the repeats on one axis. */
export interface ErrorStrips extends HTMLFieldSetElement {
  /** Setting it says nothing. */
  value: Way;
  /** Draws the errors of all repeats, and stresses one repeat. */
  show(known: MarginalEstimates, repeat: number): void;
}

const names: Record<Way, string> = {
  gaussian: "q = Gaussian, new draws",
  same: "q = Gaussian, same draws",
  wide: "q = Gaussian, covariance × 4",
  prior: "q = prior",
  encoder: "q = the encoder’s",
  importance: "importance sampling instead"
};

const margin = 14;
const height = 26;
/** The axis is even near zero, up to about this error in nats, and logarithmic beyond. */
const EVEN = 0.1;
const FARTHEST = 1000;
const ticks = [-100, -10, -1, 0, 1, 10, 100];
const widths = {least: 240, most: 600};

/** Returns the strips. */
export function errorStrips(): ErrorStrips {
  const fieldset = create("fieldset").attr("class", "error-strips");
  const element = fieldset.node()!;
  fieldset.append("legend").text("how log p(x) is estimated");
  const x = scaleSymlog([-FARTHEST, FARTHEST], [0, 1]).constant(EVEN);
  let value: Way = "gaussian";
  let shown: {known: MarginalEstimates; repeat: number} | undefined;
  const rows = ways.map((way) => {
    const row = fieldset.append("label").attr("data-way", way);
    const input = row.append("input").attr("type", "radio").attr("name", "marginal-way");
    input.attr("value", way).on("input", () => (value = way));
    row.append("span").attr("class", "strip-name").text(names[way]);
    const output = row.append("output");
    const svg = row.append("svg").attr("aria-hidden", "true");
    const zero = svg.append("path").attr("class", "strip-zero");
    const dots = svg.append("g").attr("class", "strip-dots");
    const present = svg.append("circle").attr("class", "strip-present").attr("r", 5);
    present.attr("visibility", "hidden"); // until there is an estimate
    return {way, input: input.node()!, output, svg, zero, dots, present};
  });
  const axis = fieldset.append("svg").attr("class", "strip-axis").attr("aria-hidden", "true");
  const below = axis.append("g").attr("class", "axis");
  const name = axis.append("text").attr("class", "axis-label").attr("y", 36);
  name.call(unitLabel, () => `estimate − log p(x), ${shownUnit()}; the axis is not even`);

  function draw(): void {
    for (const {way, output, zero, dots, present} of rows) {
      zero.attr("d", `M${x(0)},0V${height}`);
      if (shown === undefined) continue;
      const errors = errorsOf(shown.known, way);
      output.text(errorText(shown.known, way));
      const known = errors
        .map((error, i) => ({error, i}))
        .filter((one) => !Number.isNaN(one.error));
      dots
        .selectAll("circle")
        .data(known)
        .join("circle")
        .attr("r", 2)
        .attr("cx", ({error}) => x(error))
        .attr("cy", ({i}) => 4 + ((i * 0.618) % 1) * (height - 8));
      const error = errors[shown.repeat] ?? NaN;
      present.attr("visibility", Number.isNaN(error) ? "hidden" : null);
      if (!Number.isNaN(error)) present.attr("cx", x(error)).attr("cy", height / 2);
    }
  }

  function set(next: Way): void {
    value = next;
    for (const {way, input} of rows) input.checked = way === value;
  }

  // The axis alone: the figure around it has the estimates written anew.
  const drawAxis = () =>
    below.call(
      axisBottom(informationScale(x).constant(inShownUnit(EVEN)))
        .tickValues(ticks)
        .tickFormat((tick) => format("~r")(tick.valueOf()))
        .tickSizeOuter(0)
    );
  followUnit(element, drawAxis);
  onWidth(element, widths, (width) => {
    x.range([margin, width - margin]).clamp(true);
    for (const {svg} of rows) svg.attr("viewBox", `0 0 ${width} ${height}`);
    axis.attr("viewBox", `0 0 ${width} 40`);
    drawAxis();
    name.attr("x", width / 2);
    draw();
  });
  set(value);
  return withValue(
    Object.assign(element, {
      show(known: MarginalEstimates, repeat: number) {
        shown = {known, repeat};
        draw();
      }
    }),
    {get: () => value, set}
  );
}

/** Returns the errors of a way as figures write them: their mean ± their standard deviation, in the unit shown. */
export function errorText(known: MarginalEstimates, way: Way): string {
  const {mean, deviation} = errorMoments(known, way);
  if (Number.isNaN(deviation)) return "";
  const shown = inShownUnit(deviation);
  const digits = shown < 1 ? 2 : shown < 10 ? 1 : 0;
  return `${informationFormat(`+,.${digits}f`)(mean)} ± ${informationFormat(`,.${digits}f`)(deviation)}`;
}
