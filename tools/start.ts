/**
 * Serves the site while its sources are edited: `npm start`, with Framework's options behind it,
 * such as `npm start -- --port 4000 --no-open`.
 */
import {projectFolder} from "./project.js";
import {prepare} from "./prepare.js";
import {keepSourcesFresh} from "./site/fresh-sources.js";
import {runFramework} from "./site/framework.js";

const args = process.argv.slice(2);
const desktop = process.platform === "win32" || process.platform === "darwin";
const hasDisplay = desktop || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
if (!hasDisplay && !args.includes("--open")) args.push("--no-open");

const sources = prepare(projectFolder).then(() => keepSourcesFresh(projectFolder));
process.exitCode = await runFramework(["preview", ...args], {prepared: sources});
(await sources).close();
