import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {onceEach} from "../../async/once.js";
import {fromBase64, fromFloat16} from "../../formats/bytes.js";
import type {DatasetId} from "../../formats/images.js";
import {siteJson} from "../../shipped/site-file.js";
import type {PresetName} from "../../training/plan.js";
import type {RecordedRun} from "../../training/recorded-run.js";
import {unpackCurve} from "../../training/recorded-run.js";
import type {OpenRecordedRun, RecordedRuns} from "./recorded.js";

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

/** Returns a promise to the recorded runs on a data set, the same ones each time. */
export const recordedRuns = onceEach(async (dataset: DatasetId): Promise<RecordedRuns> => {
  const names = Object.keys(files[dataset]) as PresetName[];
  const runs = await Promise.all(names.map((name) => open(files[dataset][name])));
  return Object.fromEntries(names.map((name, i) => [name, runs[i]])) as RecordedRuns;
});

type Files = Record<PresetName, {run: () => File; sheet: () => File}>;

async function open({run, sheet}: Files[PresetName]): Promise<OpenRecordedRun> {
  const {curve, codes, ...facts} = (await siteJson(run())) as RecordedRun;
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
  return fromFloat16(new Uint16Array(fromBase64(base64).buffer));
}
