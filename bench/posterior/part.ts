import {goal} from "../harness/figure.js";
import type {Figure, Findings} from "../harness/figure.js";
import {interleave} from "../harness/rounds.js";
import type {Contestant} from "../harness/rounds.js";
import type {Setting} from "../harness/setting.js";
import {spread} from "../harness/spread.js";

/** What is timed in the worker, and what the tables call it. */
const works = [
  ["landscape", "log p(x|z) of a new image, 128 × 128 points"],
  ["bound", "terms of the bound while q moves"]
] as const;

/** The most that a new image may take, in milliseconds: a frame. */
const FRAME = 16;

/** Measures the posteriors of section 2.2 in a worker, after what is done once for a model. */
export async function measurePosterior({browser, site, effort}: Setting): Promise<Findings> {
  const page = await browser.newPage();
  try {
    await page.goto(`${site.url}blank.html`);
    const worker = await page.evaluateHandle(async () => {
      const started = new Worker("posterior-worker.js", {type: "module"});
      await new Promise((resolve) => started.addEventListener("message", resolve, {once: true}));
      return started;
    });
    const contestants = works.map(([work, name]): Contestant => ({
      name,
      time: (repetitions) =>
        worker.evaluate(
          (started, request) =>
            new Promise<number>((resolve) => {
              started.addEventListener("message", ({data}) => resolve(data), {once: true});
              started.postMessage(request, []);
            }),
          {work, repetitions}
        )
    }));
    const times = await interleave(contestants, effort);
    const figures = Array.from(times, ([what, milliseconds]): Figure => ({
      part: "posterior",
      where: "Chromium",
      what,
      who: "kernel, in a worker",
      unit: "ms",
      ...spread(milliseconds)
    }));
    const [{where, what, median}] = figures;
    const facts = {part: "posterior", where, what, value: median, unit: "ms"} as const;
    return {figures, goals: [goal({...facts, comparison: "≤", target: FRAME})]};
  } finally {
    await page.close();
  }
}
