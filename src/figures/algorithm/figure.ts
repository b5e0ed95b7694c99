import {create} from "d3";
import {actionButton} from "../../components/buttons.js";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {informationFormat} from "../../components/information.js";
import {numberSlider} from "../../components/number-slider.js";
import {playButton} from "../../components/play-button.js";
import {stepChart} from "../../components/step-chart.js";
import {withValue} from "../../components/with-value.js";
import type {TinyImage, TinyTurn} from "../../math/tiny-vae.js";
import {keepParts} from "../../state/keep.js";
import {oneOf, wholeIn} from "../../state/kinds.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import {algorithmDrawing} from "./drawing.js";
import {listedLines, listing} from "./listing.js";
import {drawsTable, parametersTable} from "./numbers.js";
import type {AlgorithmMoment, AlgorithmSettings} from "./run.js";
import {algorithmRun, LINES, MOST_TURNS} from "./run.js";

/** Algorithm 1 a line at a time; its input event says that the reader has moved it. */
export interface AlgorithmFigure extends HTMLElement {
  /** Setting it says nothing. */
  value: AlgorithmSettings;
  dice: Dice;
  /** Sets some of it as a reader does. */
  set(change: Partial<AlgorithmSettings>): void;
  /** Goes back to the first line, and to the M and L of the beginning; the seed stays. */
  reset(): void;
}

const start: AlgorithmSettings = {M: 3, L: 1, estimator: "B", position: 0};
/** M and L, at most: their product is the rows of the table. */
const [MOST_M, MOST_L] = [6, 4];
const last = LINES * MOST_TURNS - 1;

/**
 * Returns the figure.
 *
 * @param source the text of the function that is one turn of the loop, with its lines numbered
 */
export function algorithmFigure(data: readonly TinyImage[], source: string): AlgorithmFigure {
  const run = algorithmRun(data);
  const root = create("div").attr("class", "algorithm-figure");
  const element = root.node()!;
  let settings = start;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const controls = root.append("div").attr("class", "algorithm-controls");
  const step = actionButton("Next line", () => move(settings.position + 1));
  step.classList.add("main-action");
  const back = actionButton("Back", () => move(settings.position - 1));
  const turn = actionButton("One turn", () => move(settings.position + LINES));
  const play = playButton(async () => {
    // Played, it shows whole turns: the lines go by too fast to be read.
    const rest = LINES - 1 - (settings.position % LINES);
    set({position: Math.min(last, settings.position + (rest === 0 ? LINES : rest))});
    await new Promise((resolve) => setTimeout(resolve, isStill ? 400 : 60));
    return settings.position < last;
  }, element);
  play.classList.add("action");
  const buttons = controls.append("div").attr("class", "action-buttons");
  for (const button of [step, back, turn, play]) buttons.append(() => button);
  const slider = (name: string, most: number, label: string) =>
    numberSlider(name, {range: [1, most], step: 1, value: 1, text: String, label});
  const M = slider("M, images of a minibatch", MOST_M, "M, images of a minibatch");
  const L = slider("L, draws for each", MOST_L, "L, draws for each image");
  const estimator: Choice<TinyTurn["estimator"]> = choice(
    [
      ["(6)", "A"],
      ["(7)", "B"]
    ],
    "the estimator of the bound"
  );
  for (const input of [M, L, estimator]) controls.append(() => input);

  const lines = listing(listedLines(source));
  const drawing = algorithmDrawing(data);
  const [draws, parameters] = [drawsTable(data), parametersTable()];
  const climb = stepChart("turns of the loop", {most: 380});
  const reading = create("p").attr("class", "algorithm-reading").attr("role", "status");
  const columns = root.append("div").attr("class", "algorithm-columns");
  const seen = columns.append("div");
  for (const part of [drawing, climb]) seen.append(() => part);
  const middle = columns.append("div").attr("class", "algorithm-text");
  middle.append(() => reading.node()!);
  middle.append(() => lines);
  const numbers = root.append("div").attr("class", "algorithm-numbers");
  for (const part of [draws, parameters]) numbers.append(() => part);

  function show(): void {
    const moment = run.at(settings, sown.value);
    [M.value, L.value, estimator.value] = [settings.M, settings.L, settings.estimator];
    step.disabled = turn.disabled = settings.position >= last;
    back.disabled = settings.position === 0;
    for (const part of [drawing, draws, parameters]) part.show(moment);
    lines.light(moment.line);
    climb.show(
      [
        {name: "log p(x)", className: "of-posterior", values: moment.evidences},
        {name: "bound", className: "", values: moment.bounds}
      ],
      20
    );
    const text = momentSentence(moment);
    // A status that is written anew is read out anew.
    if (reading.text() !== text) reading.text(text);
  }
  function set(change: Partial<AlgorithmSettings>): void {
    settings = {...settings, ...change};
    show();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }
  function move(position: number): void {
    play.stop();
    set({position: Math.max(0, Math.min(last, position))});
  }

  const on = (input: HTMLElement, act: () => void) =>
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      act();
    });
  on(M, () => set({M: M.value}));
  on(L, () => set({L: L.value}));
  on(estimator, () => set({estimator: estimator.value}));
  const sown = dice(show);
  show();
  followUnit(element, show);
  const figure = Object.assign(element, {
    dice: sown,
    set,
    reset(): void {
      play.stop();
      set(start);
    }
  });
  return withValue(figure, {
    get: () => settings,
    set(next: AlgorithmSettings) {
      settings = next;
      show();
    }
  });
}

const nats = informationFormat(".2f");

/** Returns where a run stands, in a sentence. */
function momentSentence({turn, line, step, bounds, evidences}: AlgorithmMoment): string {
  const estimate =
    line >= 4 ? ` The estimate is ${nats(step.bound)} ${shownUnit()} per image;` : "";
  const after = line === LINES ? "now" : "at its beginning";
  return (
    `Turn ${turn + 1}, line ${line} of ${LINES}.${estimate} ${estimate === "" ? "The" : "the"} exact ` +
    `bound of all images is ${nats(bounds.at(-1)!)} ${after}, log p(x) ${nats(evidences.at(-1)!)}.`
  );
}

/** Keeps what the reader has set of the figure in the page’s address. */
export function keepAlgorithm(figure: AlgorithmFigure): void {
  keepParts(figure, {
    position: ["line", wholeIn([0, last])],
    M: ["minibatch", wholeIn([1, MOST_M])],
    L: ["draws-each", wholeIn([1, MOST_L])],
    estimator: ["estimator", oneOf(["A", "B"] as const)]
  });
}
