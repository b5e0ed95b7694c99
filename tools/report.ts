/**
 * Makes a report to share: `npm run report -- --out FILE` writes the built site as one HTML file,
 * as a static one or as a PDF. It is checked first, and not written if it has a fault.
 */
import {existsSync} from "node:fs";
import {join} from "node:path";
import {makeReport} from "./report/make-report.js";
import {progressLines} from "./report/progress-lines.js";
import {reportOptions, usage} from "./report/report-options.js";
import {projectFolder} from "./project.js";
import {buildSite} from "./site/build.js";

const dist = join(projectFolder, "dist");

async function main(): Promise<void> {
  const options = reportOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  if (!existsSync(join(dist, "index.html"))) {
    console.log("There is no built site: building it, which takes some minutes.");
    const faults = await buildSite(projectFolder, {quiet: true});
    if (faults.length > 0) throw new Error(`the site has faults:\n${faults.join("\n")}`);
  }
  const progress = progressLines((line) => console.log(line));
  try {
    const {path, bytes} = await makeReport(dist, options, progress.step);
    console.log(`${path}, ${(bytes / 1e6).toFixed(2)} MB`);
  } finally {
    progress.end();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
