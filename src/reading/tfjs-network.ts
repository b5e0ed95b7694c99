import {invalidFile, type NamedFile} from "./named-file.js";
import {isRecord, parseJson} from "./parse-json.js";
import {tfjsWeights, type TfjsWeights} from "./tfjs-weights.js";

/** A network in one of the two formats of TensorFlow.js, with its weights: nothing of it runs yet. */
export interface TfjsNetwork {
  /** Its model.json, with its folder: what errors call it. */
  name: string;
  format: "layers" | "graph";
  topology: Record<string, unknown>;
  /** The inputs and outputs of a graph model, where it names them. */
  signature?: Record<string, unknown>;
  weights: TfjsWeights;
}

/** Returns the parsed model.json of a file that is one, otherwise undefined. */
export function modelJson(file: NamedFile): Record<string, unknown> | undefined {
  if (!/\.json$/i.test(file.name)) return undefined;
  const json = parseJson(file.bytes, file.name);
  return isRecord(json) && "modelTopology" in json ? json : undefined;
}

/**
 * Returns the network of a model.json with the weights that it names.
 *
 * @param json the parsed file
 * @param files everything that was dropped
 * @throws Error naming the field or the shard that is missing or does not fit
 */
export function tfjsNetwork(
  file: NamedFile,
  json: Record<string, unknown>,
  files: readonly NamedFile[]
): TfjsNetwork {
  const {modelTopology: topology, format, signature, weightsManifest} = json;
  if (!isRecord(topology)) throw invalidFile(file.name, "no object modelTopology", "one");
  const isGraph = format === "graph-model" || Array.isArray(topology.node);
  const known = [undefined, null, "graph-model", "layers-model"];
  if (!known.includes(format as string)) {
    const found = `format ${JSON.stringify(format).slice(0, 60)}`;
    throw invalidFile(file.name, found, "“layers-model” or “graph-model”");
  }
  const weights = tfjsWeights(file, weightsManifest, files);
  const numbers = weights.specs.reduce((sum, {shape}) => sum + shape.reduce((a, b) => a * b, 1), 0);
  checkUnits(file.name, topology, numbers);
  return {
    name: file.name,
    format: isGraph ? "graph" : "layers",
    topology,
    signature: isRecord(signature) ? signature : undefined,
    weights
  };
}

/**
 * Checks that no layer has more units than the model has weights: tfjs takes memory for what a
 * layer says before it looks at them.
 */
function checkUnits(name: string, value: unknown, most: number): void {
  if (Array.isArray(value)) for (const one of value) checkUnits(name, one, most);
  if (!isRecord(value)) return;
  for (const [field, one] of Object.entries(value)) {
    if ((field === "units" || field === "filters") && !(Number(one) <= most)) {
      const found = `a layer of ${JSON.stringify(one).slice(0, 40)} ${field}`;
      throw invalidFile(name, found, `at most the ${most} weights of the model`);
    }
    checkUnits(name, one, most);
  }
}
