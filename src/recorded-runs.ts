import {FileAttachment, type File} from "observablehq:stdlib";
import {unpackCurve, type RecordedRun} from "./training/recorded-run.js";
import type {PresetName} from "./training/presets.js";
import type {CurvePoint} from "./training/run-state.js";
import {fromFloat16} from "./vae/float16.js";

/** A recorded run, ready to draw. */
export interface OpenRecordedRun extends Omit<RecordedRun, "curve" | "codes"> {
  points: CurvePoint[];
  codes: {mu: Float32Array; logVar: Float32Array; labels: Uint8Array};
  /** The address of its sheet, a picture. */
  sheet: string;
}

const files: Record<PresetName, {run: File; sheet: File}> = {
  paper: {
    run: FileAttachment("./data/runs/paper.json"),
    sheet: FileAttachment("./data/runs/paper.png")
  },
  viewer: {
    run: FileAttachment("./data/runs/viewer.json"),
    sheet: FileAttachment("./data/runs/viewer.png")
  },
  collapse: {
    run: FileAttachment("./data/runs/collapse.json"),
    sheet: FileAttachment("./data/runs/collapse.png")
  },
  islands: {
    run: FileAttachment("./data/runs/islands.json"),
    sheet: FileAttachment("./data/runs/islands.png")
  }
};

/** Returns a promise to the recorded runs, by the names of their presets. */
export async function recordedRuns(): Promise<Record<PresetName, OpenRecordedRun>> {
  const names = Object.keys(files) as PresetName[];
  const runs = await Promise.all(names.map(open));
  return Object.fromEntries(names.map((name, i) => [name, runs[i]])) as Record<
    PresetName,
    OpenRecordedRun
  >;
}

async function open(name: PresetName): Promise<OpenRecordedRun> {
  const {run, sheet} = files[name];
  const {curve, codes, ...facts} = (await run.json()) as RecordedRun;
  return {
    ...facts,
    points: unpackCurve(curve),
    codes: {
      mu: numbers(codes.mu),
      logVar: numbers(codes.logVar),
      labels: Uint8Array.from(codes.labels, Number)
    },
    sheet: await sheet.url()
  };
}

/** Returns the numbers that float16 bits in base64 stand for. */
function numbers(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return fromFloat16(new Uint16Array(bytes.buffer));
}
