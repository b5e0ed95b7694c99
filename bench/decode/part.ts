import * as onnx from "onnxruntime-web";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {goal} from "../harness/figure.js";
import type {Figure, Findings, Goal} from "../harness/figure.js";
import {pythonVersion} from "../harness/machine.js";
import {startPython} from "../harness/python.js";
import type {PythonProgram} from "../harness/python.js";
import type {Contestant} from "../harness/rounds.js";
import type {Setting} from "../harness/setting.js";
import {spread} from "../harness/spread.js";
import {operations} from "./bench-model.js";
import type {BenchModel} from "./bench-model.js";
import {decodeContest} from "./contest.js";

/** Numbers of images; the large ones take tfjs cpu seconds. */
const countsOf = (short: boolean) => (short ? [1, 16] : [1, 16, 400, 1024]);

/** How many times as fast as a peer the kernel shall be, by the number of images. */
const TARGETS: Record<number, number> = {1: 1, 16: 1.35, 400: 1.6, 1024: 1.6};

/** The share of a native product's rate that the kernel shall reach, in percent. */
const NATIVE_SHARE = 45;

const KERNEL = "kernel, 8-bit weights";
const NATIVE = "numpy, products only";
const PEERS = {"tfjs wasm": /^tfjs wasm/, "onnxruntime-web": /^onnxruntime-web/};

type Times = Map<number, Map<string, number[]>>;

/** Measures decoding on one thread, in Node and in Chromium. */
export async function measureDecoding(setting: Setting): Promise<Findings> {
  const findings: Findings = {figures: [], goals: []};
  for (const [number, model] of setting.models.entries()) {
    for (const [where, times] of [
      ["Node", await inNode(model, setting)],
      ["Chromium", await inChromium(model, number, setting)]
    ] as const) {
      for (const [count, byName] of times) {
        const what = `${model.name}, ${images(count)}`;
        const figures = figuresOf(byName, count * operations(model.float16), {where, what});
        findings.figures.push(...figures);
        findings.goals.push(...goalsOf(figures, count));
      }
    }
  }
  return findings;
}

async function inNode(model: BenchModel, {kernels, effort, short}: Setting): Promise<Times> {
  await useWasmBackend();
  onnx.env.wasm.numThreads = 1;
  const program =
    pythonVersion("numpy") === undefined
      ? undefined
      : startPython(new URL("./sgemm.py", import.meta.url));
  const others = (count: number) => (program === undefined ? [] : [native(program, model, count)]);
  try {
    return await decodeContest(
      model,
      {kernel: kernels.decoding.module, onnx, others},
      countsOf(short),
      effort
    );
  } finally {
    program?.stop();
  }
}

function native(program: PythonProgram, {float16}: BenchModel, count: number): Contestant {
  const sizes = [float16[0].inputs, ...float16.map(({units}) => units)];
  return {name: NATIVE, time: (repetitions) => program.time(count, repetitions, ...sizes)};
}

async function inChromium(
  {name}: BenchModel,
  number: number,
  {browser, site, effort, short}: Setting
): Promise<Times> {
  const page = await browser.newPage();
  try {
    await page.goto(`${site.url}blank.html`);
    const results = await page.evaluate(
      async ([script, ...args]) => {
        const {runInPage} = (await import(script)) as typeof import("./page.js");
        return runInPage(...args);
      },
      [`${site.url}decode-page.js`, name, number, countsOf(short), effort] as const
    );
    return new Map(results.map(([count, times]) => [count, new Map(times)]));
  } finally {
    await page.close();
  }
}

function figuresOf(
  times: Map<string, number[]>,
  work: number,
  place: Pick<Figure, "where" | "what">
): Figure[] {
  return Array.from(times, ([who, values]) => {
    const measured = spread(values);
    const rate = {value: work / measured.median / 1e6, unit: "GFLOP/s"};
    return {part: "decode" as const, ...place, who, unit: "ms", ...measured, rate};
  });
}

function goalsOf(figures: readonly Figure[], count: number): Goal[] {
  const [{where, what}] = figures;
  const {median: ours} = figures.find(({who}) => who === KERNEL)!;
  const against = (peer: string, value: number, target: number, unit: string) =>
    goal({
      ...({part: "decode", where, what: `${what}: kernel against ${peer}`} as const),
      ...({value, unit, comparison: "≥", target} as const)
    });
  const goals = Object.entries(PEERS).map(([peer, pattern]) => {
    // A peer enters in every way that it can be asked; the fastest one counts.
    const theirs = figures.filter(({who}) => pattern.test(who)).map(({median}) => median);
    return against(peer, Math.min(...theirs) / ours, TARGETS[count], "×");
  });
  const products = figures.find(({who}) => who === NATIVE);
  if (products !== undefined && count >= 400) {
    goals.push(against("native products", (100 * products.median) / ours, NATIVE_SHARE, "%"));
  }
  return goals;
}

function images(count: number): string {
  return count === 1 ? "1 image" : `${count.toLocaleString("en")} images`;
}
