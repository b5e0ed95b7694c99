/** Checks the types of the cells in the pages; part of `npm run check`. */
import {projectFolder} from "./project.js";
import {cellFaults} from "./site/check-cells.js";

const faults = await cellFaults(projectFolder);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
