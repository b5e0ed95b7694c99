import type {ScaleContinuousNumeric} from "d3";
import {axisBottom, axisLeft, bin, create, line, scaleLinear, scaleLog} from "d3";
import type {Drawing} from "../../components/axes.js";
import {svgBox, svgMark} from "../../components/axes.js";
import {clamp, draggable} from "../../components/drag.js";
import {giveData} from "../../components/figure-data.js";
import {keepSizes} from "../../components/drawn-size.js";
import {informationScale, unitLabel} from "../../components/information.js";
import {withValue} from "../../components/with-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";

/** What the first l draws say, for each l from 1. */
interface EstimateRun {
  /** In nats. */
  estimates: ArrayLike<number>;
  /** Effective sample sizes. */
  sizes: ArrayLike<number>;
}

/** An input of a number of draws L, beneath the estimates from the first L draws, for every L. */
interface EstimateChart extends HTMLElement {
  /** L, a whole number; setting it says nothing. */
  value: number;
  /**
   * Draws the first run boldly, and the others faintly.
   *
   * @param exact the value that the estimates are of, in nats
   */
  show(runs: readonly EstimateRun[], exact: number): void;
  /**
   * Draws how often repeats of L draws come out where.
   *
   * @param estimates of the repeats, in nats
   * @param title what is written above
   */
  repeats(estimates: ArrayLike<number>, title: string): void;
}

const [width, height] = [560, 440]; // CSS pixels
const left = 62;
const right = width - 108; // room for the last number, and for the repeats
const beyond = [right + 20, width - 6] as const; // of the repeats
const upper = [20, 262] as const; // of the estimate
const lower = [292, 392] as const; // of the effective sample size
const room = [62, 6] as const; // nats shown below and above the exact value
const mostSize = 100; // effective draws
const keyFactor = 10 ** 0.05;

/** Returns an empty chart of the first draws to the last, on a logarithmic axis. */
export function estimateChart(draws: number, start: number): EstimateChart {
  const root = create("div").attr("class", "estimate-chart");
  const element = root.node()!;
  const svg = root.append("svg").attr("viewBox", `0 0 ${width} ${height}`);
  keepSizes(svg.node()!);
  const x = scaleLog([1, draws], [left, right]);
  const nats = scaleLinear([0, 1], [upper[1], upper[0]]);
  const sizes = scaleLog([1, mostSize], [lower[1], lower[0]]);
  const axis = (transform: string) =>
    svg.append("g").attr("class", "axis").attr("transform", transform);
  const below = axis(`translate(0,${lower[1]})`);
  below.call(axisBottom(x).ticks(4, ",").tickSizeOuter(0));
  const beside = axis(`translate(${left},0)`);
  axis(`translate(${left},0)`).call(axisLeft(sizes).ticks(2, ",").tickSizeOuter(0));
  const name = (text: string, transform: string) =>
    svg.append("text").attr("class", "axis-label").attr("transform", transform).text(text);
  name("draws, L", `translate(${(left + right) / 2},${height - 8})`);
  name("", turned(middle(upper))).call(unitLabel, () => `estimate of log p(x), ${shownUnit()}`);
  name("effective draws", turned(middle(lower)));
  const estimates = estimatePanel(svg, [left, right], upper);
  const effective = estimatePanel(svg, [left, right], lower);
  effective.ideal(x, sizes, "as many as drawn");
  const often = repeatsPanel(svg, beyond, upper);
  const drawsLine = svg.append("path").attr("class", "at-draws");
  const mark = svgMark(svg, "z").attr("role", "slider").attr("aria-label", "draws, L");
  mark.attr("aria-valuemin", 1).attr("aria-valuemax", draws);
  let value = start;
  let shown: {runs: readonly EstimateRun[]; exact: number} = {runs: [], exact: NaN};
  let repeated: ArrayLike<number> = [];

  function place(): void {
    drawsLine.attr("d", `M${x(value)},${upper[0]}V${lower[1]}`);
    mark.attr("transform", `translate(${x(value)},${lower[1]})`);
    mark.attr("aria-valuenow", value).attr("aria-valuetext", `${value} draws`);
  }
  function move(next: number): void {
    value = Math.round(clamp(next, [1, draws]));
    place();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }
  draggable(mark.node()!, {
    field: effective.field,
    drag: (px) => move(x.invert(px)),
    key(across, up) {
      const next = value * keyFactor ** clamp(across + up, [-400, 400]);
      // Where a twentieth of a decade is less than one draw, a key is one draw.
      const whole = across + up > 0 ? Math.max(value + 1, next) : Math.min(value - 1, next);
      move(whole);
    }
  });

  function show(runs: readonly EstimateRun[], exact: number): void {
    shown = {runs, exact};
    nats.domain([exact - room[0], exact + room[1]]);
    beside.call(axisLeft(informationScale(nats)).ticks(6).tickSizeOuter(0));
    estimates.draw(
      runs.map((run) => run.estimates),
      x,
      nats
    );
    estimates.level(exact, nats, "exact");
    effective.draw(
      runs.map((run) => run.sizes),
      x,
      sizes
    );
  }

  function repeats(estimated: ArrayLike<number>, title: string): void {
    repeated = estimated;
    often.draw(estimated, nats, title);
  }

  giveData(element, "estimates of repeats", () =>
    Array.from(repeated, (estimate, i) => ({
      repeat: i + 1,
      draws: value,
      log_evidence_nats: estimate,
      exact_nats: shown.exact
    }))
  );
  giveData(element, "estimates after each draw", () =>
    shown.runs.flatMap(({estimates: nat, sizes: size}, run) =>
      Array.from(nat, (estimate, l) => ({
        run: run + 1,
        draws: l + 1,
        log_evidence_nats: estimate,
        effective_draws: size[l],
        exact_nats: shown.exact
      }))
    )
  );
  followUnit(element, () => {
    if (shown.runs.length > 0) show(shown.runs, shown.exact);
  });
  place();
  return withValue(Object.assign(element, {show, repeats}), {
    get: () => value,
    set(next: number) {
      value = next;
      place();
    }
  });
}

function middle([top, bottom]: readonly [number, number]): number {
  return (top + bottom) / 2;
}

function turned(y: number): string {
  return `translate(14,${y}) rotate(-90)`;
}

/** A scale of numbers, linear or logarithmic. */
type NumberScale = ScaleContinuousNumeric<number, number>;

/** One panel of a chart of what the first l draws say. */
interface EstimatePanel {
  /** Where pointing counts. */
  field: SVGRectElement;
  /** Draws a line for each run, the first one boldly, over the draws from 1. */
  draw(runs: readonly ArrayLike<number>[], x: NumberScale, y: NumberScale): void;
  /** Draws a horizontal line with its name. */
  level(value: number, y: NumberScale, name: string): void;
  /** Draws where y = x, with its name. */
  ideal(x: NumberScale, y: NumberScale, name: string): void;
}

/** Bins of a histogram of repeats over the axis of the estimate. */
const BINS = 40;

/** Returns a panel of how often repeats come out where, beside the panel of the estimate. */
function repeatsPanel(
  svg: Drawing<SVGSVGElement>,
  [low, high]: readonly [number, number],
  [top, bottom]: readonly [number, number]
) {
  const group = svg.append("g").attr("class", "repeats");
  group.append("path").attr("class", "base").attr("d", `M${low},${top}V${bottom}`);
  const bars = group.append("g");
  const name = group
    .append("text")
    .attr("class", "axis-label")
    .attr("x", high)
    .attr("y", top - 8);
  return {
    draw(estimates: ArrayLike<number>, y: NumberScale, title: string): void {
      const [least, most] = y.domain();
      const edges = Array.from({length: BINS - 1}, (_, i) =>
        y.invert(bottom + ((i + 1) * (top - bottom)) / BINS)
      );
      // What lies beyond an end of the axis counts at that end.
      const inside = Array.from(estimates, (value) => clamp(value, [least, most]));
      const bins = bin().domain([least, most]).thresholds(edges)(inside);
      const greatest = Math.max(1, ...bins.map(({length}) => length));
      bars
        .selectAll("rect")
        .data(bins.filter(({length}) => length > 0))
        .join("rect")
        .attr("x", low)
        .attr("width", ({length}) => ((high - low) * length) / greatest)
        .attr("y", ({x1}) => y(x1!))
        .attr("height", ({x0, x1}) => Math.max(1.5, y(x0!) - y(x1!) - 0.5));
      name.text(title);
    }
  };
}

const places = 240; // of a line: on a logarithmic axis more would not be seen

/** Returns a panel in a part of a drawing; what is outside of it is cut off. */
function estimatePanel(
  svg: Drawing<SVGSVGElement>,
  [low, high]: readonly [number, number],
  [top, bottom]: readonly [number, number]
): EstimatePanel {
  const field = svgBox(svg, "field", [low, high], [bottom, top]);
  const inside = svg.append("svg").attr("class", "panel").attr("x", low).attr("y", top);
  const [panelWidth, panelHeight] = [high - low, bottom - top];
  inside.attr("width", panelWidth).attr("height", panelHeight);
  inside.attr("viewBox", `${low} ${top} ${panelWidth} ${panelHeight}`);
  const lines = inside.append("g");
  const levelLine = inside.append("path").attr("class", "exact");
  const levelName = inside
    .append("text")
    .attr("class", "exact-name")
    .attr("x", high - 6);

  function draw(runs: readonly ArrayLike<number>[], x: NumberScale, y: NumberScale): void {
    // The first run lies over the others.
    const fromTheLast = runs.map((values, i) => ({values, isFirst: i === 0})).toReversed();
    const paths = lines.selectAll("path").data(fromTheLast).join("path");
    paths.attr("class", ({isFirst}) => (isFirst ? "run" : "run faint"));
    paths.attr("d", ({values}) => {
      const curve = line<number>(
        (l) => x(l),
        (l) => y(values[l - 1])
      );
      return curve(drawNumbers(values.length));
    });
  }

  function level(value: number, y: NumberScale, name: string): void {
    levelLine.attr("d", `M${low},${y(value)}H${high}`);
    levelName.attr("y", y(value) - 6).text(name);
  }

  function ideal(x: NumberScale, y: NumberScale, name: string): void {
    const most = y.domain()[1];
    const group = inside.insert("g", "g").attr("class", "ideal");
    group.append("path").attr("d", `M${x(1)},${y(1)}L${x(most)},${y(most)}`);
    group
      .append("text")
      .attr("x", x(most) + 6)
      .attr("y", y(most) + 14)
      .text(name);
  }

  return {field: field.node()!, draw, level, ideal};
}

/** Returns numbers of draws from 1 to count, about evenly spaced on a logarithmic axis. */
function drawNumbers(count: number): number[] {
  const at = (i: number) => Math.round(count ** (i / (places - 1)));
  return count === 0 ? [] : [...new Set(Array.from({length: places}, (_, i) => at(i)))];
}
