import {whileSeen} from "../../components/near-viewport.js";
import type {Json} from "../../formats/json.js";
import {brief} from "../../formats/json.js";
import {trainingKernel} from "../../shipped/models.js";
import {keep} from "../../state/page-state.js";
import {newTabName, tabNames} from "../../state/tab-names.js";
import type {PresetName, RunPlan} from "../../training/plan.js";
import {parseRunPlan, presets} from "../../training/plan.js";
import type {TrainingControl} from "./control.js";
import {trainingControl} from "./control.js";
import type {TrainingFigure} from "./figure.js";
import {trainingFigure} from "./figure.js";
import {downloadModel, readDroppedZip, showDroppedModel} from "./files.js";
import {keptRuns, openSavingStore} from "./kept-runs.js";
import {recordedRuns} from "./recorded-runs.js";
import type {RecordedRuns} from "./recorded.js";
import {recordedChoice} from "./recorded.js";
import {SHEET_SIDE} from "./show.js";
import type {LoadedImages, TrainingSource} from "../../shipped/training-images/source.js";

/** The live figure of section 3. */
export interface TrainingPage {
  figure: TrainingFigure;
  control: TrainingControl;
  /** Chooses images of the reader’s own, and trains on them. */
  useOwn(images: LoadedImages): void;
}

/** The reader’s own images; they are nowhere kept. */
const own = {
  id: "own",
  title: "your own images",
  note: "What you have dropped below, under “Your own images”; the page forgets it when it is closed."
};

/**
 * Returns the figure, which shows a recorded run until the reader starts one of their own.
 *
 * @param sources sets of images; the first one is chosen
 * @param recorded the runs on MNIST, undefined where they could not be loaded; those on
 *   Fashion-MNIST are fetched with its choice
 */
export function trainingPage(
  sources: readonly TrainingSource[],
  recorded: RecordedRuns | undefined
): TrainingPage {
  let isSeen = false;
  let ownImages: LoadedImages | undefined;
  const control = trainingControl({
    figure: () => figure,
    recorded: recordedChoice(recorded, recordedRuns),
    async images(id, onProgress) {
      if (id === own.id) {
        if (ownImages !== undefined) return ownImages;
        throw new Error("The images of this run are your own: choose their files below first.");
      }
      const source = sources.find((one) => one.id === id);
      if (source === undefined) {
        throw new Error(
          `invalid images: ${brief(id)}, expected one of ${sources.map((one) => one.id).join(", ")}`
        );
      }
      return {...(await source.load(onProgress)), classNames: source.classNames};
    },
    kernel: trainingKernel,
    kept: keptRuns(openSavingStore, {
      complain: (error) => figure.notice.fail(error),
      // What would outlast a reload can be read off the figure.
      tell: (imagesSeen) => (figure.dataset.kept = String(imagesSeen)),
      now: Date.now,
      tab: newTabName(),
      tabs: tabNames("aevb-run")
    }),
    isSeen: () => isSeen
  });
  const figure = trainingFigure({
    sources: [...sources, own],
    presets: Object.entries(presets).map(([id, {title}]) => ({id, title})),
    start: {...presets.viewer.plan},
    side: SHEET_SIDE,
    actions: {
      ...control,
      preset: (id) => control.preset(id as PresetName),
      download: () => void downloadModel(control.currentRun(), figure.home),
      zip: {read: readDroppedZip, use: (model) => showDroppedModel(model, {figure, control})}
    }
  });
  const describe = () =>
    figure.describe([...sources, own].find(({id}) => id === figure.source.value)?.note ?? "");
  figure.source.addEventListener("input", describe);
  describe();
  for (const input of [figure.source, figure.controls]) {
    input.addEventListener("input", control.changed);
  }
  whileSeen([figure], (now) => (isSeen = now));
  void control.open().catch((error: unknown) => figure.notice.fail(error));

  function useOwn(images: LoadedImages): void {
    control.beginAnew(() => {
      ownImages = images;
      figure.source.value = own.id;
      describe();
      control.changed();
    });
  }

  return {figure, control, useOwn};
}

/** Keeps what the training is set to in the page’s address: what differs from the first plan. */
export function keepPlan({control, figure}: Pick<TrainingPage, "control" | "figure">): void {
  const first = control.chosen();
  const sources = figure.sources;
  const rested = keep("plan", {
    read() {
      const differing = Object.entries(control.chosen()).filter(
        ([name, value]) => value !== first[name as keyof RunPlan]
      );
      return differing.length === 0 ? undefined : (Object.fromEntries(differing) as Json);
    },
    write(json) {
      if (
        json !== undefined &&
        (typeof json !== "object" || json === null || Array.isArray(json))
      ) {
        throw new Error(`${brief(json)}, expected the fields of a plan`);
      }
      const plan = parseRunPlan({...first, ...json});
      if (!sources.includes(plan.dataset)) {
        throw new Error(`dataset: ${brief(plan.dataset)}, expected one of ${sources.join(", ")}`);
      }
      control.set(plan);
    }
  });
  for (const event of ["input", "click"]) figure.addEventListener(event, rested);
}
