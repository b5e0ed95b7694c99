/** Builds the site: `npm run build` writes `dist/`, and fails if the result is not sound. */
import {buildSite} from "./site/build.js";
import {projectFolder} from "./project.js";

const faults = await buildSite(projectFolder);
for (const fault of faults) console.error(`✗ ${fault}`);
if (faults.length > 0) {
  console.error(`The build has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}.`);
  process.exitCode = 1;
}
