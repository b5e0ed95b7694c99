import {axisBottom, axisLeft, create, format, scaleLinear, scaleLog} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationScale, unitLabel} from "../../components/information.js";
import {shownUnit} from "../../state/unit.js";

/** A Monte Carlo estimate of L draws. */
export interface EstimateOf {
  samples: number;
  mean: number;
  standardError: number;
}

/** What the drawing shows. */
export interface Convergence {
  estimates: readonly EstimateOf[];
  exact: number;
  /** The standard deviation of one draw, which sets the scale. */
  spread: number;
}

/** Estimates with their error bars, over the number of samples. */
export interface KlConvergence extends HTMLElement {
  show(convergence: Convergence): void;
}

const frame = {left: 52, margin: 16, top: 24, bottom: 168, height: 210};
const widths = {least: 300, most: 600};

/** Returns the drawing. */
export function klConvergence(): KlConvergence {
  const element = create("div").attr("class", "kl-convergence");
  const svg = appendImage(element, "Monte Carlo estimates of −KL over the number of samples");
  const x = scaleLog();
  const y = scaleLinear().range([frame.bottom, frame.top]);
  const name = svg.append("text").attr("class", "axis-name").attr("x", 0).attr("y", 10);
  name.call(unitLabel, () => `−KL by Monte Carlo, ${shownUnit()}, each ± one standard error`);
  const exactLine = svg.append("path").attr("class", "kl-exact");
  const points = svg.append("g").attr("class", "kl-estimate");
  const {below, beside} = axisGroups(svg, frame);
  const lName = svg.append("text").attr("class", "axis-label").text("samples, L");
  lName.attr("y", frame.height - 6);
  let width: number = widths.most;
  let shown: Convergence | undefined;

  function show(convergence: Convergence): void {
    shown = convergence;
    const {estimates, exact, spread} = convergence;
    const last = estimates[estimates.length - 1].samples;
    x.domain([estimates[0].samples / 1.4, last * 1.4]).range([frame.left, width - frame.margin]);
    const reach = Math.max(1.3 * spread, 1e-3);
    y.domain([exact - reach, exact + reach]).clamp(true);
    exactLine.attr("d", `M${frame.left},${y(exact)}H${width - frame.margin}`);
    const group = points.selectAll<SVGGElement, EstimateOf>("g").data(estimates);
    const entered = group.enter().append("g");
    entered.append("path").attr("class", "error");
    entered.append("circle").attr("r", 3.5);
    group.exit().remove();
    const all = entered.merge(group);
    all.attr("transform", ({samples}) => `translate(${x(samples)},0)`);
    all.select("circle").attr("cy", ({mean}) => y(mean));
    all
      .select("path")
      .attr(
        "d",
        ({mean, standardError}) => `M0,${y(mean - standardError)}V${y(mean + standardError)}`
      );
    below.call(axisBottom(x).ticks(5, format(",")).tickSizeOuter(0));
    beside.call(axisLeft(informationScale(y)).ticks(5).tickSizeOuter(0));
    lName.attr("x", (frame.left + width) / 2);
  }

  onWidth(element.node()!, widths, (next) => {
    width = next;
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    if (shown !== undefined) show(shown);
  });
  giveData(element.node()!, "Monte Carlo estimates", () =>
    (shown?.estimates ?? []).map(({samples, mean, standardError}) => ({
      samples,
      negative_kl_nats: mean,
      standard_error_nats: standardError,
      exact_nats: shown!.exact
    }))
  );
  return Object.assign(element.node()!, {show});
}
