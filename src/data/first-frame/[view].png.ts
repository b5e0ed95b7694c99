/**
 * Writes what one view of the board shows at first, as PNG: the pixels that the page is painted
 * with before any script runs. Framework runs it once for each view, with `--view=<id>`.
 */
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {inkPng} from "../../../tools/models/ink-png.js";
import {projectFolder} from "../../../tools/project.js";
import {useWasmBackend} from "../../../tools/models/wasm-backend.js";
import {boardView, firstFrame} from "../../figures/board/views.js";
import {modelLoader} from "../../shipped/loader.js";

const {view: id} = parseArgs({options: {view: {type: "string"}}}).values;
const view = boardView(id ?? "");
const folder = join(projectFolder, "models", view.model);

async function read(name: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(join(folder, name))).buffer;
}

const kernel = async () => WebAssembly.compile(await compileKernel("decoding"));
const loader = modelLoader(view.model, read, {kernel, startTfjs: useWasmBackend});
const decoder = await loader.decoder();
const {pixels, columns} = await firstFrame(decoder, view);
process.stdout.write(inkPng(pixels, columns));
