import {axisBottom, axisLeft, create, scaleLinear, scaleLog} from "d3";
import {svgMark} from "./axes.js";
import {clamp, draggable} from "./drag.js";
import {estimatePanel} from "./estimate-panel.js";
import {giveData} from "./figure-data.js";

/** What the first l draws say, for each l from 1. */
export interface EstimateRun {
  /** In nats. */
  estimates: ArrayLike<number>;
  /** Effective sample sizes. */
  sizes: ArrayLike<number>;
}

/** An input of a number of draws L, beneath the estimates that so many draws give. */
export interface EstimateChart extends HTMLElement {
  /** L, a whole number; setting it says nothing. */
  value: number;
  /**
   * Draws the first run boldly, and the others faintly.
   *
   * @param exact the value that the estimates are of, in nats
   */
  show(runs: readonly EstimateRun[], exact: number): void;
}

const [width, height] = [560, 440]; // CSS pixels
const left = 62;
const right = width - 24; // room for the last number
const upper = [12, 262] as const; // of the estimate
const lower = [292, 392] as const; // of the effective sample size
const room = [62, 6] as const; // nats shown below and above the exact value
const mostSize = 100; // effective draws
const keyFactor = 10 ** 0.05;

/** Returns an empty chart of the first draws to the last, on a logarithmic axis. */
export function estimateChart(draws: number, start: number): EstimateChart {
  const root = create("div").attr("class", "estimate-chart");
  const element = root.node()!;
  const svg = root.append("svg").attr("viewBox", `0 0 ${width} ${height}`);
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
  name("draws from the prior, L", `translate(${(left + right) / 2},${height - 8})`);
  name("estimate of log p(x), nats", turned(middle(upper)));
  name("effective draws", turned(middle(lower)));
  const estimates = estimatePanel(svg, [left, right], upper);
  const effective = estimatePanel(svg, [left, right], lower);
  effective.ideal(x, sizes, "as many as drawn");
  const line = svg.append("path").attr("class", "at-draws");
  const mark = svgMark(svg, "z")
    .attr("role", "slider")
    .attr("aria-label", "draws from the prior, L");
  mark.attr("aria-valuemin", 1).attr("aria-valuemax", draws);
  let value = start;
  let shown: {runs: readonly EstimateRun[]; exact: number} = {runs: [], exact: NaN};

  function place(): void {
    line.attr("d", `M${x(value)},${upper[0]}V${lower[1]}`);
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
    beside.call(axisLeft(nats).ticks(6).tickSizeOuter(0));
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
  place();
  return Object.defineProperty(Object.assign(element, {show}), "value", {
    get: () => value,
    set(next: number) {
      value = next;
      place();
    }
  }) as unknown as EstimateChart;
}

function middle([top, bottom]: readonly [number, number]): number {
  return (top + bottom) / 2;
}

function turned(y: number): string {
  return `translate(14,${y}) rotate(-90)`;
}
