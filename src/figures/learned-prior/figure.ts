import type {Selection} from "d3";
import {create} from "d3";
import {newestNext} from "../../async/newest.js";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {giveData, pointRows} from "../../components/figure-data.js";
import {informationFormat, unitLabel} from "../../components/information.js";
import type {NumberSlider} from "../../components/number-slider.js";
import {numberSlider} from "../../components/number-slider.js";
import {picture, sheetPixels} from "../../components/picture.js";
import type {Decoder} from "../../engine/decoder.js";
import type {Codes} from "../../formats/codes.js";
import type {PriorGain, PriorGains, PriorRecord} from "../../formats/prior-record.js";
import type {CodeFlow} from "../../math/code-flow.js";
import {carry, FLOW_END, FLOW_STEPS, openFlow} from "../../math/code-flow.js";
import type {SplitPosteriors} from "../../math/learned-prior.js";
import {splitPosteriors} from "../../math/learned-prior.js";
import {priorSamples} from "../../math/random.js";
import {keepInput} from "../../state/keep.js";
import {oneOf, wholeIn} from "../../state/kinds.js";
import {putValue} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {Backdrop} from "./plane.js";
import {drawsPlane} from "./plane.js";
import {priorWorker, priorControl} from "./training.js";

/** What the figure is about. */
interface PriorModel {
  codes: Codes & {classes: readonly string[]};
  decoder: Decoder;
  record: PriorRecord;
}

/** The figure of a learned prior. */
interface LearnedPriorFigure extends HTMLElement {
  inputs: {step: NumberSlider; backdrop: Choice<Backdrop>};
  dice: Dice;
  /** Draws from the recorded prior; resolves once its density is seen. */
  open(model: PriorModel): Promise<void>;
  /** Goes to a step from noise, 0, to codes, FLOW_STEPS, as if the reader had. */
  go(step: number): void;
  reset(): void;
  /** Says in the place of the images what went wrong. */
  fail(error: unknown): void;
}

const side = 8; // images of the sheets’ side
const imageSide = 28; // pixels
const twoDecimals = informationFormat(".2f");

/** Returns the figure, without a model as yet. */
export function learnedPriorFigure({terms, learned}: PriorRecord): LearnedPriorFigure {
  const root = create("div").attr("class", "learned-prior").attr("data-waiting", "");
  const node = root.node()!;
  const plane = drawsPlane();
  root.append(() => plane);
  const beside = root.append("div").attr("class", "learned-prior-beside");
  const {before, after} = twoSheets(beside);
  const table = gainTable(terms);
  beside.append(() => table.element);
  const controls = root.append("div").attr("class", "learned-prior-controls");
  const step = numberSlider("steps from noise to codes", {
    range: [0, FLOW_STEPS],
    step: 1,
    value: FLOW_STEPS,
    text: (value) => `${value} of ${FLOW_STEPS}`
  });
  step.classList.add("of-z");
  const backdrop = choice<Backdrop>(
    [
      ["density", "density"],
      ["codes", "codes"]
    ],
    "behind the draws"
  );
  controls.append(() => step);
  controls.append(() => backdrop);
  const worker = priorWorker();
  const training = priorControl(worker, {
    task: () => opened && {split: opened.split, seed: sown.value},
    show(present) {
      table.show(undefined);
      flow = present;
      draw();
    },
    finish: (trained) => measure(trained),
    back: showRecorded,
    fail: after.fail
  });
  controls.append(() => training);
  let opened: (PriorModel & {split: SplitPosteriors; reach: number}) | undefined;
  let flow: CodeFlow | undefined;
  let path: Float64Array[] = [];
  const decode = newestNext(async (z: Float64Array) => {
    const {decoder} = opened!;
    const sheet = async (points: Float64Array) =>
      sheetPixels(await decoder.decode(Float32Array.from(points), side * side), side);
    before.draw(await sheet(path[0]), side * imageSide);
    after.draw(await sheet(z), side * imageSide);
  }, after.fail);

  /** Carries the noise of the seed along the flow. */
  function draw(): void {
    if (flow === undefined) return;
    path = [];
    const noise = priorSamples(sown.value, side * side, 2);
    carry(flow, noise, {from: FLOW_END, to: 0}, (z) => path.push(z.slice()));
    show();
  }
  function show(): void {
    if (path.length === 0) return;
    plane.show(path[step.value]);
    decode(path[step.value]);
  }

  /** Shows a flow, and measures it; the gains of the recorded one are known. */
  async function measure(next: CodeFlow, known?: PriorGains): Promise<void> {
    const {reach, split} = opened!;
    flow = next;
    draw();
    table.show(known);
    plane.density(await worker.density(next, reach));
    if (known === undefined) table.show(await worker.gains(next, split));
  }
  async function showRecorded(): Promise<void> {
    if (opened === undefined) return;
    const {record} = opened;
    await measure(openFlow(record.flow), record.learned);
  }

  const sown = dice(draw);
  step.addEventListener("input", show);
  backdrop.addEventListener("input", () => plane.look(backdrop.value));
  plane.look(backdrop.value);
  table.show(learned);
  giveData(node, "where the draws come from and where they go", () =>
    pointRows(path[0] ?? [], "noise", 2, (i) => ({
      code_1: path[FLOW_STEPS][2 * i],
      code_2: path[FLOW_STEPS][2 * i + 1]
    }))
  );
  const choose = (value: number) => {
    putValue(step, value);
  };
  return Object.assign(node, {
    inputs: {step, backdrop},
    dice: sown,
    async open(model: PriorModel): Promise<void> {
      const reach = plane.codes({...model.codes});
      opened = {...model, split: splitPosteriors(model.codes), reach};
      await showRecorded();
      root.attr("data-waiting", null);
    },
    go: choose,
    reset(): void {
      training.reset();
      choose(FLOW_STEPS);
      putValue(backdrop, "density");
    },
    fail: after.fail
  });
}

/** Returns places for the images of the draws, before and after they are carried. */
function twoSheets(place: Selection<HTMLDivElement, undefined, null, undefined>) {
  const sheets = place.append("div").attr("class", "learned-prior-sheets");
  const sheetOf = (title: string, label: string) => {
    const panel = sheets.append("div");
    panel.append("p").text(title);
    const sheet = picture({width: side * imageSide, height: side * imageSide, label});
    panel.append(() => sheet);
    return sheet;
  };
  return {
    before: sheetOf("draws of N(0, I)", "the decoder’s images of draws of N(0, I)"),
    after: sheetOf("the same, carried", "the decoder’s images of the draws, carried")
  };
}

/** Returns the table of what a prior saves. */
function gainTable({kl, information, mismatch}: PriorRecord["terms"]) {
  const element = document.createElement("table");
  element.dataset.readout = "";
  const table = create("tbody");
  element.append(table.node()!);
  const rowOf = (name: () => string, term = "") => {
    const row = table.append("tr").attr("data-term", term === "" ? null : term);
    row.append("th").attr("scope", "row").call(unitLabel, name);
    return row.append("td");
  };
  rowOf(() => `KL(q ‖ N(0, I)), ${shownUnit()}`, "kl-prior").call(unitLabel, () => twoDecimals(kl));
  rowOf(() => "= information about the image").call(unitLabel, () => twoDecimals(information));
  rowOf(() => "+ mismatch of the mixture of codes").call(unitLabel, () => twoDecimals(mismatch));
  const cells = {
    trained: rowOf(() => "saved on images it has seen"),
    heldOut: rowOf(() => "saved on images held out")
  };
  let present: PriorGains | undefined;
  const text = ({gain, standardError}: PriorGain) =>
    `${twoDecimals(gain)} ± ${twoDecimals(standardError)}`.replace("-", "−");
  giveData(element, "what a prior saves", () => [
    {
      kl_nats: kl,
      information_nats: information,
      mismatch_nats: mismatch,
      gain_trained_nats: present?.trained.gain,
      gain_held_out_nats: present?.heldOut.gain,
      standard_error_trained_nats: present?.trained.standardError,
      standard_error_held_out_nats: present?.heldOut.standardError
    }
  ]);
  function show(gains: PriorGains | undefined): void {
    present = gains;
    for (const key of ["trained", "heldOut"] as const) {
      cells[key].text(gains === undefined ? "…" : text(gains[key]));
    }
  }
  followUnit(element, () => show(present));
  return {element, show};
}

/** Keeps the figure in the page’s address. */
export function keepLearnedPrior({inputs: {step, backdrop}}: LearnedPriorFigure): void {
  keepInput("prior-step", step, wholeIn([0, FLOW_STEPS]));
  keepInput("prior-behind", backdrop, oneOf<Backdrop>(["density", "codes"]));
}
