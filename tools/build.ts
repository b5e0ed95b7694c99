/**
 * Builds the site: `npm run build` writes `dist/`, and fails if the result is not sound. With
 * `--offline` it does not even look whether a mirror has the images that the pages could show.
 */
import {parseArgs} from "node:util";
import {fetchCarriedImages} from "./data/carried-images.js";
import {buildSite} from "./site/build.js";
import {projectFolder} from "./project.js";

const {values} = parseArgs({options: {offline: {type: "boolean", default: false}}});
if (values.offline) process.env.AEVB_OFFLINE = "1";
await fetchCarriedImages();
const faults = await buildSite(projectFolder);
for (const fault of faults) console.error(`✗ ${fault}`);
if (faults.length > 0) {
  console.error(`The build has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}.`);
  process.exitCode = 1;
}
