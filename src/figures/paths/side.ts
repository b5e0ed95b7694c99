import {axisBottom, axisLeft, create, format, line, scaleLinear} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import type {Picture} from "../../components/picture.js";
import {picture} from "../../components/picture.js";
import type {ImageSize} from "../../formats/image-size.js";
import type {DecodedPath, TwoPaths} from "./session.js";
import {PATH_IMAGES, PATH_STEPS} from "./session.js";

/** What the decoder makes of two paths: their images, their lengths, and the change with each step. */
interface PathsSide extends HTMLElement {
  /** Shows paths whose images have a size. */
  show(paths: TwoPaths, image: Pick<ImageSize, "width" | "channels">): void;
  /** Says in the place of the images what went wrong. */
  fail(error: unknown): void;
}

const kinds = {
  line: {title: "Straight line", className: "paths-line"},
  shortest: {title: "Shortest path", className: "paths-shortest"}
} as const;
type PathKind = keyof typeof kinds;

const frame = {left: 40, right: 8, top: 24, below: 38};
/** How high the chart is, in CSS pixels: on a phone the images have to be seen with it. */
const heights = {narrow: 154, wide: 210};
const widths = {least: 260, narrow: 420, most: 560};
const oneDigit = format(".1f");
const twoDigits = format(".2f");

/** Returns the images and the chart, without paths as yet. */
export function pathsSide(): PathsSide {
  const root = create("div").attr("class", "paths-side");
  const readout = root.append("div").attr("class", "paths-readout").attr("data-readout", "");
  const strips = {line: strip("line"), shortest: strip("shortest")};
  const status = readout.append("p").attr("class", "paths-status").attr("role", "status");
  const svg = appendImage(root, "the change of the image with each step, along both paths");
  const title = svg.append("text").attr("class", "panel-title").attr("y", 12);
  title.text("Change of the image with each step");
  const x = scaleLinear([1, PATH_STEPS], [0, 1]);
  const y = scaleLinear();
  const {below, beside} = axisGroups(svg, {left: frame.left, bottom: 0});
  const name = svg.append("text").attr("class", "axis-label").text("step");
  const curves = (["line", "shortest"] as const).map((kind) => ({
    kind,
    path: svg.append("path").attr("class", kinds[kind].className)
  }));
  let present: TwoPaths | undefined;

  function strip(kind: PathKind): {images: Picture; length: (text: string) => void} {
    const heading = readout.append("p").attr("class", "paths-title");
    heading
      .append("svg")
      .attr("class", "paths-key")
      .attr("viewBox", "0 0 30 10")
      .append("path")
      .attr("class", kinds[kind].className)
      .attr("d", "M1,5H29");
    heading.append("span").text(kinds[kind].title);
    const length = heading.append("output");
    const label = `${PATH_IMAGES} images along the ${kinds[kind].title.toLowerCase()}, at equal steps`;
    const images = picture({width: 28 * PATH_IMAGES, height: 28, label});
    readout.append(() => images);
    return {images, length: (text) => length.text(text)};
  }

  function draw(): void {
    if (present === undefined) return;
    const all = [...present.line.changes, ...present.shortest.changes];
    y.domain([0, Math.max(...all)]).nice(4);
    beside.call(axisLeft(y).ticks(4).tickSizeOuter(0));
    for (const {kind, path} of curves) {
      path.attr(
        "d",
        line<number>(
          (_, step) => x(step + 1),
          (change) => y(change)
        )([...present[kind].changes])
      );
    }
  }

  onWidth(root.node()!, widths, (width) => {
    const height = width < widths.narrow ? heights.narrow : heights.wide;
    const bottom = height - frame.below;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    y.range([bottom, frame.top]);
    below.attr("transform", `translate(0,${bottom})`);
    name.attr("y", height - 4);
    x.range([frame.left, width - frame.right]);
    below.call(
      axisBottom(x)
        .tickValues([1, PATH_STEPS / 4, PATH_STEPS / 2, (3 * PATH_STEPS) / 4, PATH_STEPS])
        .tickSizeOuter(0)
    );
    name.attr("x", (frame.left + width - frame.right) / 2);
    draw();
  });
  giveData(root.node()!, "both paths, step by step", () =>
    present === undefined ? [] : stepRows(present)
  );
  return Object.assign(root.node()!, {
    show(paths: TwoPaths, {width, channels}: Pick<ImageSize, "width" | "channels">) {
      present = paths;
      for (const kind of ["line", "shortest"] as const) {
        strips[kind].images.draw(paths[kind].strip, PATH_IMAGES * width, channels);
        strips[kind].length(`length ${oneDigit(paths[kind].length)}`);
      }
      const text = pathsText(paths);
      // A status that is written anew is read out anew.
      if (status.text() !== text) status.text(text);
      draw();
    },
    fail: strips.line.images.fail
  });
}

/** Returns what is said of two paths. */
function pathsText({line: straight, shortest}: TwoPaths): string {
  const saved = 1 - shortest.length / straight.length;
  const range = ({changes}: DecodedPath) =>
    `${twoDigits(Math.min(...changes))} to ${twoDigits(Math.max(...changes))}`;
  const shorter = saved > 0 ? `${format(".0%")(saved)} shorter` : "no shorter";
  return (
    `The shortest path is ${shorter}. A step changes the image by ${range(straight)} on the line, ` +
    `and by ${range(shortest)} on the path.`
  );
}

/** Returns a row for each step, with the point that it leads to. */
function stepRows({line: straight, shortest}: TwoPaths) {
  return Array.from({length: PATH_STEPS + 1}, (_, step) => ({
    step,
    line_z_1: straight.z[2 * step],
    line_z_2: straight.z[2 * step + 1],
    line_change: step === 0 ? undefined : straight.changes[step - 1],
    path_z_1: shortest.z[2 * step],
    path_z_2: shortest.z[2 * step + 1],
    path_change: step === 0 ? undefined : shortest.changes[step - 1]
  }));
}
