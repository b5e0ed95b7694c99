import type {DatasetId} from "../../formats/images.js";
import type {PresetName} from "../../training/plan.js";
import type {RecordedRun} from "../../training/recorded-run.js";
import type {CurvePoint} from "../../training/state.js";

/** A recorded run, ready to draw. */
export interface OpenRecordedRun extends Omit<RecordedRun, "curve" | "codes"> {
  points: CurvePoint[];
  codes: {mu: Float32Array; logVar: Float32Array; labels: Uint8Array};
  /** The address of its sheet, a picture. */
  sheet: string;
}

/** Recorded runs, by the names of their presets. */
export type RecordedRuns = Record<PresetName, OpenRecordedRun>;

/** Which recorded runs lie under a live one: those on the images that are chosen. */
export interface RecordedChoice {
  /** The run of the preset that was chosen last; undefined while none could be loaded. */
  chosen(): OpenRecordedRun | undefined;
  /** All that are loaded, of whichever images. */
  all(): OpenRecordedRun[];
  choose(preset: PresetName): void;
  /** Resolves to whether other runs are chosen now: those on images like the named ones. */
  follow(images: string): Promise<boolean>;
}

/**
 * Returns the runs on MNIST, and those on Fashion-MNIST as soon as its images are chosen, or such
 * that are dreamed after them.
 *
 * @param mnist undefined where they could not be loaded: then it is tried again when they are due
 * @param load returns a promise to the runs on a data set
 */
export function recordedChoice(
  mnist: RecordedRuns | undefined,
  load: (dataset: DatasetId) => Promise<RecordedRuns>
): RecordedChoice {
  const loaded = new Map<DatasetId, RecordedRuns>();
  let dataset: DatasetId | undefined;
  if (mnist !== undefined) {
    loaded.set("mnist", mnist);
    dataset = "mnist";
  }
  let preset: PresetName = "viewer";
  let turn = 0;
  return {
    chosen: () => (dataset === undefined ? undefined : loaded.get(dataset)![preset]),
    all: () => [...loaded.values()].flatMap((runs) => Object.values(runs)),
    choose: (next) => (preset = next),
    async follow(images) {
      const mine = (turn += 1);
      const wanted = images.endsWith("fashion-mnist") ? "fashion-mnist" : "mnist";
      if (!loaded.has(wanted)) loaded.set(wanted, await load(wanted));
      if (mine !== turn || wanted === dataset) return false;
      dataset = wanted;
      return true;
    }
  };
}
