import {create, scaleLinear} from "d3";
import {labelledAxes, onWidth} from "../../components/axes.js";
import {keepSizes} from "../../components/drawn-size.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";

/** Gradients of minibatches, as dots of a plane. */
interface GradientCloud extends HTMLElement {
  /**
   * Draws the first ones.
   *
   * @param gradients row-major [count, 2]
   * @param mean where they lie on average
   * @param reach how far from it the axes go
   */
  show(gradients: Float64Array, mean: readonly number[], reach: number): void;
}

const widths = {least: 200, most: 360};
const margin = {left: 52, right: 8, top: 8, bottom: 42};
/** More dots would hide each other. */
const SHOWN = 300;
/** Beside the chart the plane is as high as it; above it, on a phone, all are to be seen at once. */
const besideWidth = 300;
const heights = {beside: 264, above: 172};

/**
 * Returns an empty plane.
 *
 * @param names what the axes are called
 */
export function gradientCloud(names: readonly [string, string]): GradientCloud {
  const element = create("div").attr("class", "gradient-cloud");
  const svg = appendImage(element, "gradients of minibatches, about their mean");
  keepSizes(svg.node()!);
  const axes = svg.append("g");
  const pane = svg.append("svg").style("overflow", "hidden");
  const dots = pane.append("g").attr("class", "cloud-dots");
  const cross = pane.append("path").attr("class", "cloud-mean");
  const [x, y] = [scaleLinear(), scaleLinear()];
  let shown: Parameters<GradientCloud["show"]> | undefined;

  function show(...given: Parameters<GradientCloud["show"]>): void {
    shown = given;
    const [gradients, mean, reach] = given;
    const unit = (x.range()[1] - x.range()[0]) / (2 * reach); // CSS pixels
    const tall = (y.range()[0] - y.range()[1]) / unit / 2;
    x.domain([mean[0] - reach, mean[0] + reach]);
    y.domain([mean[1] - tall, mean[1] + tall]);
    axes.selectChildren().remove();
    const {xLabel, yLabel} = labelledAxes(axes, x, y, {xTicks: 4, yTicks: 4});
    xLabel.text(names[0]);
    yLabel.text(names[1]);
    // Numbers with a sign and a point reach farther than the label usually leaves room for.
    const middle = (y.range()[0] + y.range()[1]) / 2;
    yLabel.attr("transform", `translate(12,${middle}) rotate(-90)`);
    const count = Math.min(SHOWN, gradients.length / 2);
    dots
      .selectAll("circle")
      .data(Array.from({length: count}, (_, i) => i))
      .join("circle")
      .attr("r", 2.5)
      .attr("cx", (i) => x(gradients[2 * i]))
      .attr("cy", (i) => y(gradients[2 * i + 1]));
    const [cx, cy] = [x(mean[0]), y(mean[1])];
    cross.attr("d", `M${cx - 7},${cy}H${cx + 7}M${cx},${cy - 7}V${cy + 7}`);
  }

  onWidth(element.node()!, widths, (width) => {
    const height = width > besideWidth ? heights.above : heights.beside;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    x.range([margin.left, width - margin.right]);
    y.range([height - margin.bottom, margin.top]);
    const size = [width - margin.left - margin.right, height - margin.top - margin.bottom];
    pane
      .attr("x", margin.left)
      .attr("y", margin.top)
      .attr("width", size[0])
      .attr("height", size[1]);
    pane.attr("viewBox", `${margin.left} ${margin.top} ${size[0]} ${size[1]}`);
    if (shown !== undefined) show(...shown);
  });
  giveData(element.node()!, "gradients of minibatches", () => {
    const gradients = shown?.[0] ?? new Float64Array(0);
    return Array.from({length: gradients.length / 2}, (_, i) => ({
      first_nats: gradients[2 * i],
      second_nats: gradients[2 * i + 1]
    }));
  });
  return Object.assign(element.node()!, {show});
}
