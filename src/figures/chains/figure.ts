import {axisBottom, axisLeft, create, format, line, scaleLinear} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {drawsMap} from "../../components/draws-map.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {failureNote} from "../../components/notice.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {planeBands} from "../../components/posterior-map.js";
import {landscapeField} from "../../math/posterior-field.js";
import {massLevels} from "../../math/posterior.js";
import {keepInput} from "../../state/keep.js";
import {wholeIn} from "../../state/kinds.js";
import {putValue} from "../../state/put-value.js";
import type {ChainRuns} from "./runs.js";
import {arrivedShare, COLD, haveArrived, LEAPFROG_STEPS, meanAcceptance, MOVES} from "./runs.js";

/** The figure of appendix E: chains on the posterior of one image, cold and warm. */
interface ChainsFigure extends HTMLElement {
  inputs: {moves: NumberSlider};
  show(runs: ChainRuns): void;
  reset(): void;
  /** Says, in the place of the figure, why it does not go on. */
  fail(error: unknown): void;
}

const view = [-4, 4, -4, 4] as const;
const frame = {left: 46, right: 14, top: 28, bottom: 178, height: 218};
const widths = {least: 280, most: 560};
const percent = format(".0%");

/** Returns the figure, without an image as yet. */
export function chainsFigure(): ChainsFigure {
  const root = create("div").attr("class", "map-figure").attr("data-waiting", "");
  const failure = failureNote();
  const map = drawsMap({side: 470, name: "the posterior on the whole plane, and the chains"});
  root.append(() => map.element);
  map.look(view);
  const side = root.append("div").attr("class", "chains-side");
  const chart = appendImage(
    side,
    "the share of chains that are where the mass is, over their moves"
  );
  const title = chart.append("text").attr("class", "panel-title").attr("y", 12);
  title.text("Share of chains where the posterior has its mass");
  const x = scaleLinear([0, MOVES], [0, 1]);
  const y = scaleLinear([0, 1], [frame.bottom, frame.top]);
  const {below, beside} = axisGroups(chart, frame);
  const name = chart
    .append("text")
    .attr("class", "axis-label")
    .attr("y", frame.bottom + 34);
  name.text("moves of each chain");
  const at = chart.append("path").attr("class", "chains-at");
  const curves = (["cold", "warm"] as const).map((which) => ({
    which,
    path: chart.append("path").attr("class", `chains-share ${which}`),
    // Its place is the end of its curve.
    name: chart.append("text").attr("class", "chains-name").attr("visibility", "hidden").text(which)
  }));
  const moves = numberSlider("moves", {
    range: [0, MOVES],
    step: 1,
    value: MOVES,
    text: String
  });
  side.append(() => moves);
  const status = side.append("p").attr("class", "chains-status").attr("role", "status");
  const legend = side.append("p").attr("class", "note");
  legend.text(
    `● cold chains that have arrived; ○ that have not, with the way of each; ` +
      `thick: the ${LEAPFROG_STEPS} leapfrog steps of one move.`
  );
  root.append(() => failure);
  let runs: ChainRuns | undefined;
  let drawn: ChainRuns["landscape"] | undefined;

  /** Returns the number of moves that are shown: not more than there are. */
  const shownMoves = () => Math.min(moves.value, runs?.moves.length ?? 0);

  function show(): void {
    if (runs === undefined) return;
    const {landscape, posterior, start} = runs;
    if (drawn !== landscape) {
      const field = landscapeField(landscape);
      map.density(planeBands(field), {field, thresholds: massLevels(posterior, [0.95])});
      drawn = landscape;
    }
    const count = shownMoves();
    const cold = (z: Float64Array) => z.subarray(0, 2 * COLD);
    const places = [start, ...runs.moves.slice(0, count).map(({z}) => z)].map(cold);
    const last = places[places.length - 1];
    const arrived = count === 0 ? last.map(() => 0) : haveArrived(runs, count - 1);
    const those = (isThere: boolean) =>
      Array.from(last).filter((_, i) => Boolean(arrived[Math.floor(i / 2)]) === isThere);
    map.show({
      points: [
        {className: "fitted", z: those(false)},
        {className: "evaluated", z: those(true)}
      ],
      paths: [
        ...Array.from({length: COLD}, (_, chain) => ({
          className: "chain-path",
          z: places.flatMap((z) => [z[2 * chain], z[2 * chain + 1]])
        })),
        {className: "leapfrog-path", z: leapfrogPath(runs, count)}
      ],
      contours: []
    });
    at.attr("d", `M${x(count)},${frame.top}V${frame.bottom}`);
    for (const {which, path, name: text} of curves) {
      const shares = runs.moves.map((_, move) => arrivedShare(runs!, which, move));
      const along = line<number>(
        (_, i) => x(i + 1),
        (share) => y(share)
      );
      path.attr("d", along(shares));
      text.attr("visibility", shares.length < 8 ? "hidden" : null); // there is no room for it
      if (shares.length < 8) continue;
      // Under its line, where the title is above it.
      const height = y(shares[shares.length - 1]);
      text.attr("x", x(shares.length) - 4);
      text.attr("y", height < frame.top + 20 ? height + 16 : height - 6);
    }
    root.attr("data-waiting", runs.moves.length === 0 ? "" : null);
    status.text(statusText(runs, count));
  }

  onWidth(side.node()!, widths, (width) => {
    chart.attr("viewBox", `0 0 ${width} ${frame.height}`);
    x.range([frame.left, width - frame.right]);
    below.call(axisBottom(x).ticks(6).tickSizeOuter(0));
    beside.call(axisLeft(y).ticks(5, "%").tickSizeOuter(0));
    name.attr("x", (frame.left + width - frame.right) / 2);
    show();
  });
  moves.addEventListener("input", show);
  giveData(root.node()!, "share of chains that are where the mass is", () =>
    runs === undefined ? [] : shareRows(runs)
  );
  giveData(root.node()!, "where the chains are", () => {
    const count = shownMoves();
    const z = count === 0 ? runs?.start : runs?.moves[count - 1].z;
    return Array.from({length: (z?.length ?? 0) / 2}, (_, chain) => ({
      chain: chain + 1,
      start: chain < COLD ? "cold" : "warm",
      z_1: z![2 * chain],
      z_2: z![2 * chain + 1]
    }));
  });
  return Object.assign(root.node()!, {
    inputs: {moves},
    show(next: ChainRuns) {
      failure.hidden = true;
      runs = next;
      show();
    },
    reset(): void {
      putValue(moves, MOVES);
    },
    fail: failure.fail
  });
}

/** Returns what is said of the chains after some moves. */
function statusText(runs: ChainRuns, count: number): string {
  const step = `Step size ${format(".3~r")(runs.stepSize)}.`;
  if (count === 0) return `${step} The chains have not moved yet.`;
  const [cold, warm] = (["cold", "warm"] as const).map((which) => ({
    share: percent(arrivedShare(runs, which, count - 1)),
    accepted: percent(meanAcceptance(runs, which, count - 1))
  }));
  return (
    `After ${count} moves ${cold.share} of the cold chains are there, and ${warm.share} of the ` +
    `warm ones. ${step} Accepted: ${cold.accepted} cold, ${warm.accepted} warm.`
  );
}

/** Returns a row for each move, with what has become of the chains. */
function shareRows(runs: ChainRuns) {
  return runs.moves.map((_, move) => ({
    move: move + 1,
    cold_share: arrivedShare(runs, "cold", move),
    warm_share: arrivedShare(runs, "warm", move),
    cold_acceptance: meanAcceptance(runs, "cold", move),
    warm_acceptance: meanAcceptance(runs, "warm", move),
    step_size: runs.stepSize
  }));
}

/** Returns the leapfrog steps of the first chain’s last move. */
function leapfrogPath({moves, start}: ChainRuns, count: number): number[] {
  if (count === 0) return [];
  const before = count === 1 ? start : moves[count - 2].z;
  const {path, stepSizes} = moves[count - 1];
  const width = 2 * stepSizes.length;
  const steps = Array.from({length: path.length / width}, (_, i) => [
    ...path.subarray(i * width, i * width + 2)
  ]);
  return [before[0], before[1], ...steps.flat()];
}

/** Keeps the figure of appendix E in the page’s address. */
export function keepChains({inputs: {moves}}: ChainsFigure): void {
  keepInput("chain-moves", moves, wholeIn([0, MOVES]));
}
