import {gzipSync} from "node:zlib";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {wasmFiles} from "../../tools/site/vendor.js";
import type {Figure, Findings} from "../harness/figure.js";
import {goal} from "../harness/figure.js";
import type {Contestant} from "../harness/rounds.js";
import {interleave} from "../harness/rounds.js";
import type {Setting} from "../harness/setting.js";
import {spread} from "../harness/spread.js";

const PIXELS = 784;

/** The most that a reader of the page downloads for the kernel and its loader, in kB. */
const KERNEL_LIMIT = 20;

/** What starts, the form of the weights that it reads, and all that it downloads but these. */
const engines = [
  {
    name: "kernel",
    script: "startup-kernel.js",
    weights: "0.int8",
    files: ["startup-kernel.js", "decoding.wasm"]
  },
  {
    name: "tfjs wasm",
    script: "startup-tfjs.js",
    weights: "0.float16",
    files: ["startup-tfjs.js", wasmFiles[1]]
  },
  {
    name: "onnxruntime-web wasm",
    script: "startup-onnx.js",
    weights: "0.onnx",
    files: ["startup-onnx.js", "ort-wasm-simd-threaded.wasm"]
  }
];

/**
 * Measures the time from the import of an engine to its first image, in a fresh browser context
 * each time, which has compiled nothing yet. The weights are there before the clock starts.
 */
export async function measureStartup(setting: Setting): Promise<Findings> {
  const rounds = setting.short ? 1 : 15;
  const contestants = engines.map((engine) => starter(engine, setting));
  const effort = {warmUp: 0, sample: 0, rounds, budget: Infinity};
  const times = await interleave(contestants, effort);
  const place = {part: "startup", where: "Chromium"} as const;
  const starts = Array.from(times, ([who, values]): Figure => {
    const what = "import to first image";
    return {...place, what, who, unit: "ms", ...spread(values)};
  });
  const sizes: Figure[] = [];
  for (const {name, files} of engines) {
    const bytes = await Promise.all(
      files.map(async (file) => gzipSync(await setting.site.read(file), {level: 9}).length)
    );
    const kilobytes = bytes.reduce((sum, n) => sum + n) / 1000;
    sizes.push({
      ...place,
      what: "engine and loader",
      who: name,
      unit: "kB",
      ...spread([kilobytes])
    });
  }
  const [kernel, tfjs] = starts.map(({median}) => median);
  return {
    figures: [...starts, ...sizes],
    goals: [
      goal({
        ...place,
        what: "import to first image: kernel against tfjs wasm",
        ...({value: tfjs / kernel, unit: "×", comparison: "≥", target: 2} as const)
      }),
      goal({
        ...place,
        what: "kernel and loader, gzip",
        ...({value: sizes[0].median, unit: "kB", comparison: "≤", target: KERNEL_LIMIT} as const)
      })
    ]
  };
}

function starter(
  {name, script, weights}: (typeof engines)[number],
  {browser, site, models}: Setting
): Contestant {
  const {inputs} = models[0].float16[0];
  const z = Array.from(standardNormals(randomSource(0), inputs));
  return {
    name,
    async time() {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(`${site.url}blank.html`);
        const {elapsed, pixels} = await page.evaluate(start, {script: `./${script}`, weights, z});
        if (pixels !== PIXELS) throw new Error(`${name} decodes ${pixels} pixels`);
        return elapsed;
      } finally {
        await context.close();
      }
    }
  };
}

/** Runs in the page. */
async function start({script, weights, z}: {script: string; weights: string; z: number[]}) {
  const buffer = await (await fetch(weights)).arrayBuffer();
  const url = new URL(script, location.href).href;
  const begin = performance.now();
  const {firstImage} = (await import(url)) as typeof import("./kernel.js");
  const pixels = await firstImage(buffer, Float32Array.from(z));
  return {elapsed: performance.now() - begin, pixels};
}
