import {create, extent, line, scaleLinear} from "d3";
import {labelledAxes, onWidth} from "../../components/axes.js";
import {keepSizes} from "../../components/drawn-size.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationFormat, informationScale} from "../../components/information.js";
import type {BetaRun} from "../../formats/beta-record.js";
import {followUnit, shownUnit} from "../../state/unit.js";

/** A chart of distortion over rate. */
interface RateChart extends HTMLElement {
  /** Marks a run, with the line of its price: slope −β. */
  show(run: BetaRun): void;
}

const widths = {least: 280, most: 520};
const height = 320; // CSS pixels
const margin = {left: 52, right: 12, top: 12, bottom: 44};

const oneDecimal = informationFormat(".1f");

/** Returns the chart of some runs, in ascending order of β. */
export function rateChart(runs: readonly BetaRun[]): RateChart {
  const element = create("div").attr("class", "rate-chart");
  const svg = appendImage(element, "distortion over rate");
  keepSizes(svg.node()!);
  const axes = svg.append("g");
  const pane = svg.append("svg").style("overflow", "hidden");
  const price = pane.append("path").attr("class", "rate-price");
  const curve = pane.append("path").attr("class", "rate-curve");
  const dots = pane.append("g").attr("class", "rate-dots");
  const mark = pane.append("circle").attr("class", "rate-mark").attr("r", 7);
  const slope = svg.append("text").attr("class", "rate-slope");
  const rates = extent(runs, ({rate}) => rate) as [number, number];
  const distortions = extent(runs, ({distortion}) => distortion) as [number, number];
  const pad = (distortions[1] - distortions[0]) * 0.06;
  const x = scaleLinear([0, rates[1] * 1.06], [0, 1]);
  const y = scaleLinear(
    [distortions[0] - pad, distortions[1] + pad],
    [height - margin.bottom, margin.top]
  );
  let shown = runs[0];

  function show(run: BetaRun): void {
    shown = run;
    const at = (rate: number) => run.distortion - run.beta * (rate - run.rate);
    const [from, to] = x.domain();
    price.attr("d", `M${x(from)},${y(at(from))}L${x(to)},${y(at(to))}`);
    mark.attr("cx", x(run.rate)).attr("cy", y(run.distortion));
    const isLeft = x(run.rate) < (x.range()[0] + x.range()[1]) / 2;
    slope
      .attr("x", x(run.rate) + (isLeft ? 14 : 0))
      .attr("y", y(run.distortion) - 14)
      .attr("text-anchor", isLeft ? "start" : "middle")
      .text(`slope −${run.beta}`);
    svg.attr(
      "aria-label",
      `with β = ${run.beta} the rate is ${oneDecimal(run.rate)} and the distortion ` +
        `${oneDecimal(run.distortion)} ${shownUnit()} per image`
    );
  }

  let width: number = widths.most;
  function lay(): void {
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    x.range([margin.left, width - margin.right]);
    // A dot on the vertical axis is drawn whole.
    const left = margin.left - 8;
    const size = [width - left - margin.right, height - margin.top - margin.bottom];
    pane
      .attr("x", left)
      .attr("y", margin.top)
      .attr("width", size[0])
      .attr("height", size[1])
      .attr("viewBox", `${left} ${margin.top} ${size[0]} ${size[1]}`);
    axes.selectChildren().remove();
    const {xLabel, yLabel} = labelledAxes(axes, informationScale(x), informationScale(y), {
      xTicks: 6,
      yTicks: 5
    });
    xLabel.text(`rate: KL(q ‖ p(z)), ${shownUnit()}`);
    yLabel.text(`distortion: −E[log p(x|z)], ${shownUnit()}`);
    const middle = (y.range()[0] + y.range()[1]) / 2;
    yLabel.attr("transform", `translate(12,${middle}) rotate(-90)`);
    curve.attr(
      "d",
      line<BetaRun>(
        ({rate}) => x(rate),
        ({distortion}) => y(distortion)
      )(runs)
    );
    dots
      .selectAll("circle")
      .data(runs)
      .join("circle")
      .attr("r", 3.5)
      .attr("cx", ({rate}) => x(rate))
      .attr("cy", ({distortion}) => y(distortion));
    show(shown);
  }
  onWidth(element.node()!, widths, (next) => {
    width = next;
    lay();
  });
  followUnit(element.node()!, lay);
  giveData(element.node()!, "runs over β", () =>
    runs.map(({beta, rate, distortion}) => ({
      beta,
      rate_nats: rate,
      distortion_nats: distortion,
      bound_nats: -rate - distortion
    }))
  );
  return Object.assign(element.node()!, {show});
}
