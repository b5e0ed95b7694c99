import {create} from "d3";
import {actionButtons} from "./buttons.js";
import type {FieldSelect} from "./choice.js";
import {fieldSelect} from "./choice.js";
import type {CodeScatter} from "./code-scatter.js";
import {codeScatter} from "./code-scatter.js";
import type {Notice} from "./notice.js";
import {notice} from "./notice.js";
import type {PlanControls, PlanFields} from "./plan-controls.js";
import {planControls} from "./plan-controls.js";
import type {RunActions, RunButtons} from "./run-buttons.js";
import {runButtons} from "./run-buttons.js";
import type {RunProgress} from "./run-progress.js";
import {runProgress} from "./run-progress.js";
import type {TakeHome} from "./take-home.js";
import {takeHome} from "./take-home.js";
import type {TrainingChart} from "./training-chart.js";
import {trainingChart} from "./training-chart.js";
import type {TrainingSheet} from "./training-sheet.js";
import {trainingSheet} from "./training-sheet.js";
import type {UnitBars} from "./unit-bars.js";
import {unitBars} from "./unit-bars.js";

/** What the figure of section 3 is made with. */
export interface TrainingFigureOptions {
  /** Sets of images, by their names. */
  sources: readonly {id: string; title: string}[];
  presets: readonly {id: string; title: string}[];
  start: PlanFields;
  /** Images of the sheet's side. */
  side: number;
  actions: RunActions & {preset(id: string): void; download(): void};
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
    chart: trainingChart(),
    sheet: trainingSheet(side),
    scatter: codeScatter(),
    units: unitBars(),
    home: takeHome(() => actions.download())
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
  const panel = (name: string, part: HTMLElement, title?: string) => {
    const place = root.append("div").attr("class", `panel panel-${name}`);
    if (title !== undefined) place.append("p").attr("class", "panel-name").html(title);
    place.append(() => part);
  };
  panel("chart", parts.chart, "The bound on held-out images, from 0 nats downwards");
  panel("sheet", parts.sheet, "What the decoder draws of the prior");
  panel("units", parts.units);
  panel("scatter", parts.scatter, "Codes of held-out images");
  panel("home", parts.home);
  return Object.assign(root.node()!, parts, {
    sources: sources.map(({id}) => id),
    describe: (text: string) => void described.text(text),
    explain: (text: string) => void explained.text(text)
  });
}
