import {create, format} from "d3";
import {actionButton, actionButtons} from "../../components/buttons.js";
import {figureAction} from "../../components/figure-action.js";
import type {FieldSelect} from "../../components/choice.js";
import {fieldSelect} from "../../components/choice.js";
import type {UnitText} from "../../components/information.js";
import type {Notice} from "../../components/notice.js";
import {notice} from "../../components/notice.js";
import type {RunReport} from "../../training/messages.js";
import {durationText} from "../../training/pace.js";
import type {TrainingChart} from "./chart.js";
import {trainingChart} from "./chart.js";
import type {CodeScatter} from "./codes.js";
import {codeScatter} from "./codes.js";
import type {KeptList} from "./keeping.js";
import {keptList} from "./keeping.js";
import type {PlanControls, PlanFields} from "./plan-controls.js";
import {planControls} from "./plan-controls.js";
import type {TrainingSheet} from "./sheet.js";
import {trainingSheet} from "./sheet.js";
import type {TakeHome, TakeHomeActions} from "./take-home.js";
import {takeHome} from "./take-home.js";
import type {UnitBars} from "./units.js";
import {unitBars} from "./units.js";

/** What the figure of section 3 is made with. */
interface TrainingFigureOptions {
  /** Sets of images, by their names. */
  sources: readonly {id: string; title: string}[];
  presets: readonly {id: string; title: string}[];
  start: PlanFields;
  /** Images of the sheet's side. */
  side: number;
  actions: RunActions & TakeHomeActions & {preset(id: string): void};
}

/** The figure of section 3: its inputs and its views. */
export interface TrainingFigure extends HTMLElement {
  source: FieldSelect<string>;
  /** The names of the sets of images. */
  sources: string[];
  /** Says what the chosen images are. */
  describe(text: string): void;
  controls: PlanControls;
  buttons: RunButtons;
  /** Says what the objective and the seed are. */
  explain(text: string): void;
  progress: RunProgress;
  notice: Notice;
  /** The runs that are kept in this browser. */
  kept: KeptList;
  chart: TrainingChart;
  sheet: TrainingSheet;
  scatter: CodeScatter;
  units: UnitBars;
  home: TakeHome;
}

/** Returns the figure, which shows nothing yet. */
export function trainingFigure(options: TrainingFigureOptions): TrainingFigure {
  const {sources, presets, start, side, actions} = options;
  const parts = {
    source: fieldSelect(
      "images",
      sources.map(({id}) => id),
      (id) => sources.find((source) => source.id === id)?.title ?? id
    ),
    controls: planControls(start),
    buttons: runButtons(actions),
    progress: runProgress(),
    notice: notice("what to do about it"),
    kept: keptList(),
    chart: trainingChart(),
    sheet: trainingSheet(side),
    scatter: codeScatter(),
    units: unitBars(),
    home: takeHome(actions)
  };
  const root = create("div").attr("class", "training-figure");
  const head = root.append("div").attr("class", "training-head");
  head.append(() => parts.source);
  const chosen = head.append("div").attr("class", "preset-choice");
  chosen.append("span").text("presets");
  chosen.append(() =>
    actionButtons(
      presets.map(({id, title}) => [title, () => actions.preset(id)] as const),
      "presets"
    )
  );
  const described = root.append("p").attr("class", "source-note");
  root.append(() => parts.controls);
  const explained = root.append("p").attr("class", "objective-note");
  const run = root.append("div").attr("class", "training-run");
  run.append(() => parts.buttons);
  run.append(() => parts.progress);
  root.append(() => parts.notice);
  root.append(() => parts.kept);
  const panel = (name: string, part: HTMLElement, title?: string) => {
    const place = root.append("div").attr("class", `panel panel-${name}`);
    if (title !== undefined) place.append("p").attr("class", "panel-name").html(title);
    place.append(() => part);
  };
  panel("chart", parts.chart, "The bound on held-out images, from 0 downwards");
  panel("sheet", parts.sheet, "What the decoder draws of the prior");
  parts.sheet.dataset.readout = "";
  panel("units", parts.units);
  panel("scatter", parts.scatter, "Codes of held-out images");
  panel("home", parts.home);
  return Object.assign(root.node()!, parts, {
    sources: sources.map(({id}) => id),
    describe: (text: string) => void described.text(text),
    explain: (text: string) => void explained.text(text)
  });
}

/** What the buttons of a run do. */
export interface RunActions {
  /** Starts a run, or lets one rest, or lets it go on. */
  toggle(): void;
  step(): void;
  reset(): void;
  reseed(): void;
}

/** Where the figure stands: a run’s status, or that there is none, or that its images are fetched. */
export type RunPhase = "none" | "loading" | "running" | "paused" | "finished" | "diverged";

/** The buttons of a run. */
interface RunButtons extends HTMLElement {
  /** @param isChanged whether the controls say something else than the run */
  show(phase: RunPhase, isChanged: boolean): void;
}

/** Returns the buttons of a run. */
function runButtons({toggle, step, reset, reseed}: RunActions): RunButtons {
  const element = document.createElement("div");
  element.className = "action-buttons run-buttons";
  element.role = "group";
  element.ariaLabel = "the run";
  const main = actionButton("Train", toggle);
  main.classList.add("main-action");
  const one = actionButton("One minibatch", step);
  const again = actionButton("Reset", reset);
  const other = actionButton("New seed", reseed);
  again.title = "back to the first weights, those of the same seed";
  element.append(main, one, again, other);

  function show(phase: RunPhase, isChanged: boolean): void {
    const names = {
      none: "Train",
      loading: "Loading…",
      running: "Pause",
      paused: "Continue",
      finished: "Train again",
      diverged: "Train again"
    };
    main.textContent = names[phase];
    main.disabled = phase === "loading";
    one.disabled = phase !== "none" && phase !== "paused";
    again.disabled = phase === "none" || phase === "loading";
    again.textContent = isChanged && !again.disabled ? "Reset, with these settings" : "Reset";
    other.disabled = phase === "loading";
  }

  show("none", false);
  return Object.assign(element, {show});
}

/** How far a run is, and how fast it goes. */
interface RunProgress extends HTMLElement {
  /**
   * @param report of a run; undefined where there is none
   * @param minutesPerMillion how long a million samples take, in minutes
   */
  show(report: RunReport | undefined, minutesPerMillion: number): void;
}

const thousands = format(",");
const perSecond = format(",.2~r");
const twoDigits = format(".2~r");

/** Returns a bar and a line of numbers. */
function runProgress(): RunProgress {
  const element = create("div").attr("class", "run-progress");
  const bar = element.append("progress").attr("aria-label", "progress of the run");
  const line = element.append("p").attr("class", "run-numbers");
  const pace = element.append("p").attr("class", "run-pace");

  function show(report: RunReport | undefined, minutesPerMillion: number): void {
    bar.attr("max", report?.totalSteps ?? 1).property("value", report?.step ?? 0);
    line.text(report === undefined ? "No run yet." : numbersOf(report));
    const isKnown = Number.isFinite(minutesPerMillion);
    pace.text(
      `Minutes per million samples: here ${isKnown ? twoDigits(minutesPerMillion) : "–"}, ` +
        "the paper’s machine 20–40."
    );
  }

  show(undefined, Infinity);
  return Object.assign(element.node()!, {show});
}

/** Returns the numbers of a report in a line. */
function numbersOf({step, totalSteps, imagesSeen, seconds, samplesPerSecond, status}: RunReport) {
  const parts = [
    `${thousands(imagesSeen)} images seen`,
    `minibatch ${thousands(step)} of ${thousands(totalSteps)}`,
    `${durationText(seconds)} of training`
  ];
  if (samplesPerSecond > 0) parts.push(`${perSecond(samplesPerSecond)} samples/s`);
  if (samplesPerSecond > 0 && status !== "finished" && status !== "diverged" && step > 0) {
    const left = ((totalSteps - step) * (imagesSeen / step)) / samplesPerSecond;
    parts.push(`${durationText(left)} left`);
  }
  return parts.join(" · ");
}

/** A recorded run in a gallery. */
export interface GalleryRun {
  title: string;
  /** The address of its sheet. */
  sheet: string;
  /** What is to be known of it, line by line. */
  lines: readonly (string | UnitText)[];
  /** Sets the figure to its plan. */
  choose: () => void;
}

/**
 * Returns small pictures of runs, each with a button that sets a figure to it.
 *
 * @param figure its id
 */
export function runGallery(runs: readonly GalleryRun[], figure: string): HTMLElement {
  const element = create("div").attr("class", "recorded-runs");
  for (const {title, sheet, lines, choose} of runs) {
    const item = element.append("div");
    item.append("img").attr("src", sheet).attr("alt", `the sheet of the run “${title}”`);
    item.append("div").append(() => figureAction(title, choose, figure));
    for (const line of lines) {
      const parts = typeof line === "string" ? [line] : line;
      item
        .append("p")
        .node()!
        .append(...parts);
    }
  }
  return element.node()!;
}
