import {create, format, scaleLinear, scaleSymlog} from "d3";
import {labelledAxes} from "./axes.js";

const size = {width: 340, height: 150};
const margin = {top: 8, right: 10, bottom: 38, left: 48};

/**
 * Returns a histogram of ink, from paper (0) to ink (1). Its height is logarithmic: most pixels of
 * most images are blank, and would leave nothing to be seen of the others.
 *
 * @param counts pixels in equal parts of [0, 1]
 */
export function inkHistogram(counts: ArrayLike<number>): SVGSVGElement {
  const all = Array.from(counts);
  const total = all.reduce((sum, count) => sum + count, 0);
  const {width, height} = size;
  const svg = create("svg")
    .attr("class", "ink-histogram")
    .attr("viewBox", `0 0 ${width} ${height}`);
  const share = format(".0%");
  const [paper, ink] = [all[0] / total, all[all.length - 1] / total];
  const words = `Histogram of the pixels: ${share(paper)} are paper, ${share(ink)} are full ink`;
  svg.attr("role", "img").attr("aria-label", words);
  const x = scaleLinear([0, 1], [margin.left, width - margin.right]);
  const floor = height - margin.bottom;
  const y = scaleSymlog([0, Math.max(1, ...all)], [floor, margin.top]);
  const step = (x(1) - x(0)) / all.length;
  const bars = all.map((count, i) =>
    count === 0 ? "" : `M${x(0) + i * step + 0.5},${floor}V${y(count)}h${step - 1}V${floor}Z`
  );
  svg.append("path").attr("class", "mass").attr("d", bars.join(""));
  // Ticks of a symmetric logarithm bunch up: powers of ten, every second one where there are many.
  const powers = Math.floor(Math.log10(Math.max(1, ...all)));
  const every = powers > 4 ? 2 : 1;
  const ticks = Array.from({length: Math.floor(powers / every) + 1}, (_, i) => 10 ** (i * every));
  const beside = svg.append("g").attr("class", "axis");
  const mark = beside.selectAll("g").data(ticks).join("g");
  mark.attr("transform", (tick) => `translate(${margin.left},${y(tick)})`);
  mark.append("line").attr("x2", -4);
  const text = mark.append("text").attr("x", -7).attr("dy", "0.32em").attr("text-anchor", "end");
  text.text(format("~s"));
  const {xLabel, yLabel} = labelledAxes(svg, x, scaleLinear([0, 1], [floor, margin.top]), {
    yTicks: 0
  });
  xLabel.text("ink of a pixel");
  yLabel.text("pixels").attr("transform", `translate(12,${(floor + margin.top) / 2}) rotate(-90)`);
  return svg.node()!;
}
