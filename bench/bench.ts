/** Measures what is fast here beside its peers, in one run: `npm run bench`. */
import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join, resolve} from "node:path";
import {format, resolveConfig} from "prettier";
import {projectFolder} from "../tools/project.js";
import {launchBrowser} from "../tools/browser/launch-browser.js";
import {measureDecoding} from "./decode/part.js";
import {paperModel, shippedModel} from "./decode/bench-models.js";
import {measureFrontPage} from "./front-page/part.js";
import {buildBenchSite} from "./harness/bench-site.js";
import {parts} from "./harness/figure.js";
import type {Findings, Part} from "./harness/figure.js";
import {compileKernels} from "./harness/kernels.js";
import {machine} from "./harness/machine.js";
import {writeReadme} from "./harness/readme.js";
import {FULL, SHORT} from "./harness/rounds.js";
import type {Setting} from "./harness/setting.js";
import {findingsText} from "./harness/table.js";
import {measureLearning} from "./learning/part.js";
import {parseOptions, usage} from "./options.js";
import type {BenchOptions} from "./options.js";
import {measurePosterior} from "./posterior/part.js";
import {measureSliders} from "./slider/part.js";
import {measureStartup} from "./startup/part.js";
import {measureTraining} from "./training/part.js";

const measures: Record<Part, (setting: Setting) => Promise<Findings>> = {
  decode: measureDecoding,
  slider: measureSliders,
  startup: measureStartup,
  "front-page": measureFrontPage,
  training: measureTraining,
  learning: measureLearning,
  posterior: measurePosterior
};

async function run({only, short, beside, out}: BenchOptions): Promise<void> {
  const browser = await launchBrowser({whole: true});
  const models = [await shippedModel("mnist-4d"), paperModel()];
  const kernels = await compileKernels();
  const site = await buildBenchSite(models, kernels);
  const setting = {browser, site, models, kernels, effort: short ? SHORT : FULL, short, beside};
  const findings: Findings = {figures: [], goals: []};
  try {
    const facts = await machine(browser);
    for (const part of only) {
      console.error(`measuring: ${part} …`);
      const {figures, goals} = await measures[part](setting);
      findings.figures.push(...figures);
      findings.goals.push(...goals);
    }
    console.log(findingsText(findings));
    const style = await resolveConfig(import.meta.filename);
    const date = new Date().toISOString().slice(0, 10);
    const kind = `${facts.platform.replace(" ", "-")}-${facts.cores}-cores`;
    const path = resolve(out ?? join(projectFolder, "bench", "results", `${date}-${kind}.json`));
    const report = {date, short, machine: facts, ...findings};
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, await format(JSON.stringify(report), {parser: "json", ...style}));
    if (!short && only.length === parts.length && out === undefined) await writeReadme(report);
  } finally {
    await site.close();
    await browser.close();
  }
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await run(options);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
