/** Writes how long the paths are that the figure of section 5/A begins with, of each model. */
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {extent} from "d3";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../../tools/models/wasm-backend.js";
import {projectFolder} from "../../../tools/project.js";
import {classMedians} from "../../components/codes.js";
import {planeExtent} from "../../components/plane.js";
import type {DecodedPath, PathFacts} from "../../figures/paths/session.js";
import {firstClasses, pathsSession} from "../../figures/paths/session.js";
import type {PlaneModelId} from "../../shipped/model-ids.js";
import {modelLoader} from "../../shipped/loader.js";

const kernel = async () => WebAssembly.compile(await compileKernel("decoding"));

async function factsOf(id: PlaneModelId): Promise<PathFacts> {
  const read = async (name: string) =>
    new Uint8Array(await readFile(join(projectFolder, "models", id, name))).buffer;
  const loader = modelLoader(id, read, {kernel, startTfjs: useWasmBackend});
  const [decoder, {mu, labels}] = await Promise.all([loader.decoder(), loader.codes()]);
  const session = pathsSession();
  const {width, portable} = decoder;
  await session.open({network: portable!, width, reach: planeExtent(mu)});
  const medians = classMedians(mu, labels, {latentSize: 2, classCount: 10, axes: [0, 1]});
  const [from, to] = firstClasses[id].map((label) => medians[label]);
  const {line, shortest} = session.paths({from, to});
  const facts = ({length, changes}: DecodedPath) => ({
    length,
    steps: extent(changes) as [number, number]
  });
  return {line: facts(line), shortest: facts(shortest)};
}

const all: Record<PlaneModelId, PathFacts> = {
  "mnist-2d": await factsOf("mnist-2d"),
  "fashion-2d": await factsOf("fashion-2d")
};
process.stdout.write(JSON.stringify(all));
