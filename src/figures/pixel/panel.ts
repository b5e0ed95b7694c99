import {create, line, scaleLinear} from "d3";
import {labelledAxes, onWidth} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationScale} from "../../components/information.js";

/** A curve of a panel, by its class and by what stands beside it. */
interface PixelCurve {
  className: "bernoulli" | "gaussian";
  /** Each within the panel or beyond it; Infinity is left out. */
  points: readonly (readonly [number, number])[];
  /** A place on it that is marked, if there is one. */
  mark?: readonly [number, number];
}

/** What a panel shows. */
interface PixelDrawing {
  curves: readonly PixelCurve[];
  /** From where to where the vertical axis reaches. */
  reach: readonly [number, number];
  /** A vertical line and its name. */
  at: {value: number; name: string};
}

/** Curves over one axis, of the two decoders of a pixel. */
interface PixelPanel extends HTMLElement {
  show(drawing: PixelDrawing): void;
}

/** What the axes of a panel are called, and how far the horizontal one reaches. */
interface PixelPanelOptions {
  title: string;
  xName: string;
  yName: () => string;
  /** Whether the vertical axis is of information, in the unit shown. */
  inUnit: boolean;
  domain: readonly [number, number];
  /** What the numbers are called in a table. */
  columns: readonly [x: string, y: string];
}

const frame = {left: 46, right: 10, top: 26, bottom: 40};
const widths = {least: 280, most: 520};
const height = 250;
/** On a phone both panels and the numbers under them are seen at once. */
const narrow = {width: 420, height: 190};
/** As far above the panel a curve is still drawn, in CSS pixels: what is higher is cut off. */
const beyond = 2000;

/** Returns an empty panel. */
export function pixelPanel({
  title,
  xName,
  yName,
  inUnit,
  domain,
  columns
}: PixelPanelOptions): PixelPanel {
  const root = create("div").attr("class", "pixel-panel");
  const element = root.node()!;
  const svg = appendImage(root, title);
  svg.append("text").attr("class", "panel-title").attr("y", 12).text(title);
  const axes = svg.append("g");
  const pane = svg.append("svg").style("overflow", "hidden");
  const zero = pane.append("path").attr("class", "pixel-zero");
  const at = pane.append("path").attr("class", "pixel-at");
  const lines = pane.append("g");
  const marks = svg.append("g");
  const atName = svg.append("text").attr("class", "pixel-at-name");
  const x = scaleLinear(domain, [0, 1]);
  const y = scaleLinear();
  let shown: PixelDrawing | undefined;
  let bottom = height - frame.bottom;

  function show(drawing: PixelDrawing): void {
    shown = drawing;
    y.domain(drawing.reach).range([bottom, frame.top]);
    axes.selectChildren().remove();
    const {xLabel, yLabel} = labelledAxes(axes, x, inUnit ? informationScale(y) : y, {
      xTicks: 5,
      yTicks: 5
    });
    xLabel.text(xName);
    yLabel.text(yName());
    zero.attr("d", `M${x.range()[0]},${y(0)}H${x.range()[1]}`);
    const place = x(drawing.at.value);
    at.attr("d", `M${place},${frame.top}V${bottom}`);
    const isRight = place > (x.range()[0] + x.range()[1]) / 2;
    atName.attr("x", place + (isRight ? -5 : 5)).attr("y", frame.top + 12);
    atName.attr("text-anchor", isRight ? "end" : "start").text(drawing.at.name);
    const path = line<readonly [number, number]>(
      ([px]) => x(px),
      ([, py]) => Math.max(y(py), -beyond)
    ).defined(([, py]) => Number.isFinite(py));
    const drawn = lines.selectAll("path").data(drawing.curves).join("path");
    drawn.attr("class", ({className}) => `pixel-curve ${className}`);
    drawn.attr("d", ({points}) => path([...points]));
    const marked = drawing.curves.filter(({mark}) => mark !== undefined && isInside(mark[1]));
    const dots = marks.selectAll("circle").data(marked).join("circle").attr("r", 5);
    dots.attr("class", ({className}) => `pixel-mark ${className}`);
    dots.attr("cx", ({mark}) => x(mark![0])).attr("cy", ({mark}) => y(mark![1]));
  }

  function isInside(value: number): boolean {
    const [low, high] = y.domain();
    return value >= low && value <= high;
  }

  onWidth(element, widths, (width) => {
    const tall = width < narrow.width ? narrow.height : height;
    bottom = tall - frame.bottom;
    svg.attr("viewBox", `0 0 ${width} ${tall}`);
    x.range([frame.left, width - frame.right]);
    const [paneWidth, paneHeight] = [width - frame.left - frame.right, bottom - frame.top];
    pane.attr("x", frame.left).attr("y", frame.top);
    pane.attr("width", paneWidth).attr("height", paneHeight);
    pane.attr("viewBox", `${frame.left} ${frame.top} ${paneWidth} ${paneHeight}`);
    if (shown !== undefined) show(shown);
  });
  giveData(element, title, () =>
    (shown?.curves ?? []).flatMap(({className, points}) =>
      points.map(([px, py]) => ({decoder: className, [columns[0]]: px, [columns[1]]: py}))
    )
  );
  return Object.assign(element, {show});
}
