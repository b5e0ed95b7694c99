import {join} from "node:path";
import {quantile} from "d3";
import type {Page} from "playwright-core";
import {type Figure, type Findings, goal} from "../harness/figure.js";
import type {Setting} from "../harness/setting.js";
import {spread} from "../harness/spread.js";
import {delays, exactDelay} from "./delays.js";
import {drag} from "./drag.js";
import {grey, movement, type Movement, SECOND, sheetAt, SIDE} from "./moves.js";
import type {DecodingKernel} from "../../src/engine/kernel-network.js";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import {createKernelNetwork} from "../../src/engine/kernel-network.js";
import type {Network} from "../../src/engine/decoder.js";
import {halveImages} from "../../src/formats/layers.js";
import {canvasOf, sliderOf} from "../../test/harness/board.js";
import {viewOf} from "../../test/harness/views.js";
import {inkOf} from "../../test/harness/ink.js";
import {serve} from "../../test/harness/serve.js";
import {projectFolder} from "../../tools/project.js";

const view = viewOf("mnist-4d-sheet");

/** The 95th percentile of the delay that a sheet of n × n images shall have, in milliseconds. */
const TARGETS: Record<number, number> = {4: 4, 32: 16};

/** When the exact picture shall stand after the last event, in milliseconds. */
const EXACT = 60;

/** The mean difference of pixels from those of exact weights that rounding to 8 bits may make. */
const TOLERANCE = 0.3;

/** Measures the built page: from an event of the slider to the pixels on the canvas of a sheet. */
export async function measureSliders({
  browser,
  models,
  kernels,
  short
}: Setting): Promise<Findings> {
  const kernel = await instantiateKernel<DecodingKernel>(kernels.decoding.module);
  const {float16} = models[0];
  const network = createKernelNetwork(kernel, float16);
  const halves = createKernelNetwork(kernel, halveImages(float16, {width: SIDE, height: SIDE}));
  const server = await serve(join(projectFolder, "dist"));
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  const findings: Findings = {figures: [], goals: []};
  try {
    await page.goto(server.url);
    await page.waitForLoadState("networkidle");
    for (const n of Object.keys(TARGETS).map(Number)) {
      const moving = movement(n, network, halves);
      await show(page, n);
      const bursts = short ? [30] : Array.from({length: 12}, () => 40);
      const [all, last, rates] = [[], [], []] as [number[], number[], number[]];
      for (const moves of bursts) {
        const dragged = await drag(page, view.id, moving, moves);
        all.push(...delays(moving, dragged));
        last.push(exactDelay(moving, dragged));
        const {time: begin} = dragged.events[0];
        rates.push((1000 * (moves - 1)) / (dragged.events.at(-1)!.time - begin));
        await checkExact(page, moving, moves, network);
      }
      add(findings, n, {all, last, rates});
    }
    return findings;
  } finally {
    await page.close();
    await server.close();
  }
}

async function show(page: Page, n: number): Promise<void> {
  await page.locator(`.sheet-size [type="radio"][value="${n}"]`).check();
  await sliderOf(page, view, 4).fill(String(SECOND));
  await page.waitForFunction(
    ([id, width]) =>
      document.querySelector<HTMLCanvasElement>(`[data-view="${id}"] canvas`)!.width === width,
    [view.id, n * SIDE] as const
  );
}

/** Throws unless the picture that is left is that of the last stop, all of it. */
async function checkExact(page: Page, {n, stops}: Movement, moves: number, network: Network) {
  const {ink} = await inkOf(canvasOf(page, view));
  const images = sheetAt(n, [stops[(moves - 1) % stops.length], SECOND], network);
  const perRow = n * SIDE * SIDE;
  let sum = 0;
  for (let i = 0; i < ink.length; ++i) {
    sum += Math.abs(
      255 - ink[i] - grey(images, {n, side: SIDE}, Math.floor(i / perRow), i % perRow)
    );
  }
  if (!(sum / ink.length <= TOLERANCE)) {
    throw new Error(`the sheet of ${n} × ${n} ends ${sum / ink.length} of 255 from the exact one`);
  }
}

function add(
  {figures, goals}: Findings,
  n: number,
  {all, last, rates}: Record<"all" | "last" | "rates", number[]>
): void {
  const place = {part: "slider", where: "Chromium"} as const;
  const what = `mnist-4d, ${n} × ${n}`;
  const figure = (who: string, unit: string, values: number[]): Figure => ({
    ...place,
    what,
    who,
    unit,
    ...spread(values)
  });
  const exact = figure("last event to the exact picture", "ms", last);
  const slowest = quantile(all, 0.95)!;
  figures.push(
    figure("event to pixels", "ms", all),
    {...figure("event to pixels, 95th percentile", "ms", [slowest]), samples: all.length},
    exact,
    figure("events", "/s", rates)
  );
  const atMost = (who: string, value: number, target: number) =>
    goal({...place, what: `${what}: ${who}`, value, unit: "ms", comparison: "≤", target});
  goals.push(
    atMost("event to pixels, 95th percentile", slowest, TARGETS[n]),
    atMost("last event to the exact picture", exact.median, EXACT)
  );
}
