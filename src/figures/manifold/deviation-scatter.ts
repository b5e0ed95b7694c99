import {onColorScheme} from "../../components/color-scheme.js";
import {axisBottom, axisLeft, create, format, scaleLog} from "d3";
import {axisGroups} from "../../components/axes.js";
import {canvasScale} from "../../components/codes.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {failureNote} from "../../components/notice.js";
import {keepSizes} from "../../components/drawn-size.js";

/** Standard deviations of posteriors: predicted ones across, those found up. */
export interface DeviationScatter extends HTMLElement {
  /** Draws a dot for each pair. */
  show(predicted: readonly number[], found: readonly number[]): void;
  /** Says why there is nothing to see. */
  fail(error: unknown): void;
}

const frame = {width: 420, height: 400, left: 52, right: 412, top: 8, bottom: 352};
const domain = [0.005, 1]; // standard deviations of the prior
const ticks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const radius = 1.4; // CSS pixels
const number = format("~g");

/**
 * Returns a drawing with logarithmic axes and the line where both agree.
 *
 * @param across what is predicted
 * @param up what is found
 */
export function deviationScatter({across, up}: {across: string; up: string}): DeviationScatter {
  const x = scaleLog(domain, [frame.left, frame.right]).clamp(true);
  const y = scaleLog(domain, [frame.bottom, frame.top]).clamp(true);
  const stage = create("div").attr("class", "deviations").attr("data-readout", "");
  const canvas = stage.append("canvas").node()!;
  canvas.width = frame.width * canvasScale;
  canvas.height = frame.height * canvasScale;
  canvas.ariaHidden = "true";
  const svg = appendImage(stage, `${up}, against ${across}`);
  svg.attr("viewBox", `0 0 ${frame.width} ${frame.height}`);
  keepSizes(svg.node()!);
  const {below, beside} = axisGroups(svg, frame);
  below.call(axisBottom(x).tickValues(ticks).tickFormat(number).tickSizeOuter(0));
  beside.call(axisLeft(y).tickValues(ticks).tickFormat(number).tickSizeOuter(0));
  const [low, high] = domain;
  const grid = ticks.map((at) => `M${x(at)},${y(low)}V${y(high)}M${x(low)},${y(at)}H${x(high)}`);
  svg.append("path").attr("class", "cell-lines").attr("d", grid.join(""));
  svg
    .append("path")
    .attr("class", "equal")
    .attr("d", `M${x(low)},${y(low)}L${x(high)},${y(high)}`);
  const label = (text: string) => svg.append("text").attr("class", "axis-label").text(text);
  label(across)
    .attr("x", (frame.left + frame.right) / 2)
    .attr("y", frame.height - 10);
  label(up).attr("transform", `translate(14,${(frame.top + frame.bottom) / 2}) rotate(-90)`);
  const note = svg.append("text").attr("class", "note").text("equal");
  note.attr("x", frame.right - 22).attr("y", frame.top + 12);
  const failure = failureNote();
  const element = stage.node()!;
  element.dataset.waiting = "";
  element.append(failure);
  let pairs: [readonly number[], readonly number[]] = [[], []];

  function show(predicted: readonly number[], found: readonly number[]): void {
    pairs = [predicted, found];
    delete element.dataset.waiting;
    failure.hidden = true;
    const context = canvas.getContext("2d")!;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.save();
    context.scale(canvasScale, canvasScale);
    context.fillStyle = getComputedStyle(canvas).getPropertyValue("--of-q");
    context.globalAlpha = 0.45;
    predicted.forEach((value, i) => {
      context.beginPath();
      context.arc(x(value), y(found[i]), radius, 0, 2 * Math.PI);
      context.fill();
    });
    context.restore();
  }

  giveData(element, "deviations", () =>
    pairs[0].map((predicted, i) => ({sigma_predicted: predicted, sigma_of_encoder: pairs[1][i]}))
  );
  onColorScheme(() => pairs[0].length > 0 && show(...pairs));
  return Object.assign(element, {show, fail: failure.fail});
}
