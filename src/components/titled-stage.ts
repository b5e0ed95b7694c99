import {create, scaleLinear} from "d3";
import type {Drawing, Scale} from "./axes.js";
import {labelledAxes, onWidth, svgBox} from "./axes.js";
import {appendImage} from "./image-drawing.js";

/** A square drawing with a title, laid out for the width that it has, however small. */
interface TitledStage {
  element: HTMLElement;
  /** What is drawn stands in it, in front of axes and frame. */
  inside: Drawing<SVGGElement>;
  x: Scale;
  y: Scale;
  /** Sets what is shown of each axis; the same length of both gives them the same scale. */
  frame(across: readonly [number, number], up: readonly [number, number]): void;
  /** Sets what a screen reader says. */
  describe(text: string): void;
}

const widths = {least: 140, most: 270};
const margin = {left: 46, right: 4, top: 4, bottom: 42};

/**
 * Returns an empty stage.
 *
 * @param names of the axes, that across first
 * @param redraw is called when the scales have changed
 */
export function titledStage(
  title: string,
  names: readonly [string, string],
  redraw: () => void
): TitledStage {
  const root = create("div").attr("class", "titled-stage");
  root.append("p").text(title);
  const svg = appendImage(root, title);
  const x = scaleLinear();
  const y = scaleLinear();
  const grid = svg.append("g");
  const inside = svg.append("g");
  let isFramed = false;

  function layAxes(): void {
    grid.selectChildren().remove();
    const {xLabel, yLabel} = labelledAxes(grid, x, y, {xTicks: 3, yTicks: 3});
    svgBox(grid, "frame", x.range(), y.range());
    xLabel.text(names[0]);
    // Three characters of a number have room between it and the axis.
    const middle = (y.range()[0] + y.range()[1]) / 2;
    yLabel.text(names[1]).attr("transform", `translate(6,${middle}) rotate(-90)`);
    redraw();
  }

  onWidth(root.node()!, widths, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${width}`);
    x.range([margin.left, width - margin.right]);
    y.range([width - margin.bottom, margin.top]);
    if (isFramed) layAxes();
  });
  return {
    element: root.node()!,
    inside,
    x,
    y,
    frame(across, up) {
      x.domain(across);
      y.domain(up);
      isFramed = true;
      layAxes();
    },
    describe: (text) => svg.attr("aria-label", text)
  };
}
