import {create, format} from "d3";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import {failureNote} from "../../components/notice.js";
import {numberSlider} from "../../components/number-slider.js";
import {withValue} from "../../components/with-value.js";
import type {LadderQ, LadderRecord, RungSummary} from "../../formats/ladder.js";
import {rungCounts} from "../../math/importance-ladder.js";
import type {PlaneModelId} from "../../shipped/model-ids.js";
import {keepInput} from "../../state/keep.js";
import {oneOf} from "../../state/kinds.js";
import {putValues} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {LadderDrawing} from "./chart.js";
import {ladderChart} from "./chart.js";
import type {ImageLadder} from "./image.js";
import {ladderReadout, signedNats} from "./readout.js";

/** The figure of the importance-weighted ladder. */
interface LadderFigure extends HTMLElement {
  inputs: {
    model: Choice<PlaneModelId>;
    q: Choice<LadderQ>;
    draws: HTMLElement & {value: number};
  };
  /** Shows the ladder of the image, once there is one. */
  show(image: ImageLadder): void;
  /** Sets some of it as if the reader had. */
  set(change: {model?: PlaneModelId; q?: LadderQ; draws?: number}): void;
  reset(): void;
  /** Says in the place of the image's ladder why there is none. */
  fail(error: unknown): void;
}

const models = [
  ["MNIST", "mnist-2d"],
  ["Fashion-MNIST", "fashion-2d"]
] as const;
const qs = [
  ["the encoder’s q", "encoder"],
  ["the best diagonal q", "best"]
] as const;
const START = 50;
const whole = format(",");
const nats = informationFormat(".2f");

/**
 * Returns the figure without an image.
 *
 * @param records of both models
 */
export function ladderFigure(records: Record<PlaneModelId, LadderRecord>): LadderFigure {
  const root = create("div").attr("class", "ladder chart-pair").attr("data-waiting", "");
  const charts = root.append("div").attr("class", "chart-pair-charts");
  const place = (title: string, yLabel: () => string, isLogarithmic: boolean) => {
    const group = charts.append("div");
    const heading = group.append("p").attr("class", "chart-pair-title").text(title);
    const chart = ladderChart({yLabel, isLogarithmic});
    group.append(() => chart);
    return {heading, chart};
  };
  const one = place("this image", shownUnit, false);
  const all = place("", () => `log p(x) − bound, ${shownUnit()}`, true);
  const failure = failureNote();
  root.append(() => failure);
  const below = root.append("div").attr("class", "chart-pair-below");
  const readout = ladderReadout();
  below.append(() => readout);
  const controls = below.append("div").attr("class", "chart-pair-controls");
  const slider = numberSlider("draws, K", {
    range: [0, rungCounts.length - 1],
    step: 1,
    value: rungCounts.indexOf(START),
    text: (rung) => whole(rungCounts[rung]),
    label: "the number of draws, K"
  });
  const drawn = withValue(create("span").attr("class", "ladder-draws").node()!, {
    get: () => rungCounts[slider.value],
    set(next: number) {
      slider.value = rungCounts.indexOf(next);
    }
  });
  drawn.append(slider);
  const inputs = {
    draws: drawn,
    model: choice<PlaneModelId>(models, "the model of the ladder"),
    q: choice<LadderQ>(qs, "the q of the ladder")
  };
  for (const input of Object.values(inputs)) controls.append(() => input);
  let image: ImageLadder | undefined;

  const record = () => records[inputs.model.value];
  function show(): void {
    const rung = slider.value;
    const {images, rungs} = record();
    const summaries = rungs[inputs.q.value];
    const name = models.find(([, id]) => id === inputs.model.value)![0];
    all.heading.text(`${images} test images of ${name}`);
    all.chart.show(summaryDrawing(summaries, rung));
    readout.showSummaries(summaries, rung);
    if (image === undefined) return;
    one.chart.show(imageDrawing(image, rung));
    readout.showImage(image, rung);
  }

  for (const input of Object.values(inputs)) input.addEventListener("input", show);
  const node = root.node()!;
  giveData(node, "the ladder of the image", () =>
    (image?.rungs ?? []).map((rung) => ({
      draws: rung.draws,
      bound_nats: rung.bound,
      no_bound_nats: rung.outside,
      log_evidence_nats: image!.exact,
      effective_draws: rung.size
    }))
  );
  giveData(node, "the ladder over images", () =>
    record().rungs[inputs.q.value].map((rung) => ({
      draws: rung.draws,
      gap_median_nats: rung.gap.median,
      gap_mean_nats: rung.gap.mean,
      gap_error_nats: rung.gap.standardError,
      excess_median_nats: rung.excess.median,
      excess_mean_nats: rung.excess.mean,
      share_above: rung.above,
      effective_draws_median: rung.size.median
    }))
  );
  show();
  followUnit(node, show);

  const set: LadderFigure["set"] = (change) => putValues(inputs, change);
  return Object.assign(node, {
    inputs,
    show(next: ImageLadder) {
      image = next;
      failure.hidden = true;
      show();
      root.attr("data-waiting", null);
    },
    set,
    reset: () => set({model: "mnist-2d", q: "encoder", draws: START}),
    fail: failure.fail
  });
}

/** Returns what the chart of many images shows. */
function summaryDrawing(summaries: readonly RungSummary[], rung: number): LadderDrawing {
  const curve = (name: "mean" | "median") => ({
    className: `ladder-${name}`,
    name,
    values: summaries.map(({gap}) => gap[name])
  });
  const {median, mean} = summaries[rung].gap;
  return {
    curves: [
      {...curve("mean"), errors: summaries.map(({gap}) => gap.standardError)},
      curve("median")
    ],
    reach: [0.002, 20],
    sizes: summaries.map(({size}) => size.median),
    rung,
    label:
      `with ${rungCounts[rung]} draws the bound is ${nats(median)} ${shownUnit()} below log p(x) for the ` +
      `median image, and ${nats(mean)} on average`
  };
}

/** Returns what the chart of one image shows. */
function imageDrawing({exact, rungs, runs}: ImageLadder, rung: number): LadderDrawing {
  const {bound, outside} = rungs[rung];
  const top = Math.max(exact, ...rungs.map((each) => each.outside));
  // Room for the runs that are luckier than the mean, and for the key below.
  const span = Math.max(0.4, top - rungs[0].bound);
  return {
    curves: [
      {
        className: "ladder-bound of-q",
        name: "the bound of K draws",
        values: rungs.map((each) => each.bound)
      },
      {
        className: "ladder-outside",
        name: "no bound: only log p(x|z) averaged",
        values: rungs.map((each) => each.outside)
      }
    ],
    runs,
    ceiling: {value: exact, name: "log p(x), exact"},
    reach: [top - 1.5 * span, top + 0.5 * span],
    sizes: rungs.map(({size}) => size),
    rung,
    label:
      `with ${rungCounts[rung]} draws the bound is ${nats(exact - bound)} ${shownUnit()} below log p(x); ` +
      `what is no bound is ${signedNats(outside - exact)} ${shownUnit()} from it`
  };
}

/** Keeps the figure in the page’s address. */
export function keepLadder({inputs: {model, q, draws: count}}: LadderFigure): void {
  keepInput("ladder-model", model, oneOf<PlaneModelId>(["mnist-2d", "fashion-2d"]));
  keepInput("ladder-q", q, oneOf<LadderQ>(["encoder", "best"]));
  keepInput("ladder-draws", count, oneOf(rungCounts));
}
