import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {once} from "../../async/once.js";
import {fromFloat16} from "../../formats/bytes.js";
import type {DatasetId} from "../../formats/images.js";
import type {PresetName} from "../../training/plan.js";
import type {RecordedRun} from "../../training/recorded-run.js";
import {unpackCurve} from "../../training/recorded-run.js";
import type {CurvePoint} from "../../training/state.js";

/** A recorded run, ready to draw. */
export interface OpenRecordedRun extends Omit<RecordedRun, "curve" | "codes"> {
  points: CurvePoint[];
  codes: {mu: Float32Array; logVar: Float32Array; labels: Uint8Array};
  /** The address of its sheet, a picture. */
  sheet: string;
}

type Files = Record<PresetName, {run: () => File; sheet: () => File}>;

const files: Record<DatasetId, Files> = {
  mnist: {
    paper: {
      run: () => FileAttachment("../../data/runs/paper.json"),
      sheet: () => FileAttachment("../../data/runs/paper.png")
    },
    viewer: {
      run: () => FileAttachment("../../data/runs/viewer.json"),
      sheet: () => FileAttachment("../../data/runs/viewer.png")
    },
    collapse: {
      run: () => FileAttachment("../../data/runs/collapse.json"),
      sheet: () => FileAttachment("../../data/runs/collapse.png")
    },
    islands: {
      run: () => FileAttachment("../../data/runs/islands.json"),
      sheet: () => FileAttachment("../../data/runs/islands.png")
    }
  },
  "fashion-mnist": {
    paper: {
      run: () => FileAttachment("../../data/runs/fashion-paper.json"),
      sheet: () => FileAttachment("../../data/runs/fashion-paper.png")
    },
    viewer: {
      run: () => FileAttachment("../../data/runs/fashion-viewer.json"),
      sheet: () => FileAttachment("../../data/runs/fashion-viewer.png")
    },
    collapse: {
      run: () => FileAttachment("../../data/runs/fashion-collapse.json"),
      sheet: () => FileAttachment("../../data/runs/fashion-collapse.png")
    },
    islands: {
      run: () => FileAttachment("../../data/runs/fashion-islands.json"),
      sheet: () => FileAttachment("../../data/runs/fashion-islands.png")
    }
  }
};

/** Recorded runs, by the names of their presets. */
export type RecordedRuns = Record<PresetName, OpenRecordedRun>;

const loaders: Record<DatasetId, () => Promise<RecordedRuns>> = {
  mnist: once(() => loadRuns("mnist")),
  "fashion-mnist": once(() => loadRuns("fashion-mnist"))
};

/** Returns a promise to the recorded runs on a data set, the same ones each time. */
export function recordedRuns(dataset: DatasetId): Promise<RecordedRuns> {
  return loaders[dataset]();
}

async function loadRuns(dataset: DatasetId): Promise<RecordedRuns> {
  const names = Object.keys(files[dataset]) as PresetName[];
  const runs = await Promise.all(names.map((name) => open(files[dataset][name])));
  return Object.fromEntries(names.map((name, i) => [name, runs[i]])) as RecordedRuns;
}

async function open({run, sheet}: Files[PresetName]): Promise<OpenRecordedRun> {
  const {curve, codes, ...facts} = (await run().json()) as RecordedRun;
  return {
    ...facts,
    points: unpackCurve(curve),
    codes: {
      mu: numbers(codes.mu),
      logVar: numbers(codes.logVar),
      labels: Uint8Array.from(codes.labels, Number)
    },
    sheet: await sheet().url()
  };
}

/** Returns the numbers that float16 bits in base64 stand for. */
function numbers(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return fromFloat16(new Uint16Array(bytes.buffer));
}

/** The recorded runs that lie under a live one: those on the images that are chosen. */
export interface RecordedAtHand {
  /** The run of the preset that was chosen last. */
  chosen(): OpenRecordedRun;
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
 * @param load returns a promise to the runs on a data set
 */
export function recordedAtHand(
  mnist: RecordedRuns,
  load: (dataset: DatasetId) => Promise<RecordedRuns>
): RecordedAtHand {
  const loaded = new Map<DatasetId, RecordedRuns>([["mnist", mnist]]);
  let dataset: DatasetId = "mnist";
  let preset: PresetName = "viewer";
  let turn = 0;
  return {
    chosen: () => loaded.get(dataset)![preset],
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
