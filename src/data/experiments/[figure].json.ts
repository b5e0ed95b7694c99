/**
 * Writes the recorded runs of a figure of the paper as far as a page needs them, in the order in
 * which they are planned. Framework runs it once for each figure, with `--figure=figure-2`.
 */
import {readdirSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {projectFolder} from "../../../tools/project.js";
import type {FigureNumber} from "../../training/experiments/figures.js";
import {figureStages} from "../../training/experiments/figures.js";
import {pageRun} from "../../training/experiments/page-runs.js";
import type {ExperimentRecord} from "../../training/experiments/record.js";

const {values} = parseArgs({options: {figure: {type: "string"}}});
const name = values.figure!;
const folder = join(projectFolder, "src", "data", "experiments", name);
const planned = figureStages(Number(name.replace("figure-", "")) as FigureNumber);
const ids = [...new Set(planned.map(({id}) => id))];
/** Returns a run’s place in the plan; what is not planned any more comes last. */
const order = ({id}: ExperimentRecord) => (ids.includes(id) ? ids.indexOf(id) : ids.length);

const records = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map(async (file) => {
    const text = await readFile(join(folder, file), "utf8");
    try {
      return JSON.parse(text) as ExperimentRecord;
    } catch (cause) {
      throw new Error(`invalid record ${file}: ${(cause as Error).message}`, {cause});
    }
  });
const runs = (await Promise.all(records)).toSorted((a, b) => order(a) - order(b)).map(pageRun);
process.stdout.write(JSON.stringify(runs));
