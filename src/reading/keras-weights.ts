import {fromFloat16, joinBytes} from "../formats/bytes.js";
import {invalidFile} from "./file.js";
import type {KerasGraph, KerasNode} from "./keras-graph.js";
import {weightNames} from "./keras-layers.js";
import type {Tensor} from "./safetensors.js";
import type {TfjsWeights, WeightSpec} from "./tfjs-model.js";
import {sizeOf} from "./tfjs-model.js";

/** One array of weights with the parts of its name, such as sequential, dense and kernel. */
interface NamedArray {
  parts: string[];
  spec: WeightSpec;
  start: number;
}

/** Other names of weights, by those of Keras 2. */
const alsoCalled: Record<string, string[]> = {depthwise_kernel: ["kernel"]};

/**
 * Returns the same nodes with their weights, found by the names of layer and weight; the names of
 * models around a layer count only where several layers have the same.
 *
 * @throws Error naming the weight that is missing, or that could be one of several
 */
export function withWeights(graph: KerasGraph, weights: TfjsWeights): KerasGraph {
  let start = 0;
  const arrays = weights.specs.map((spec): NamedArray => {
    const parts = spec.name.replace(/:\d+$/, "").split("/");
    const one = {parts, spec, start};
    start += sizeOf(spec);
    return one;
  });
  const nodes = graph.nodes.map((node) => ({...node, weights: {...node.weights}}));
  const lacking: [node: KerasNode, name: string][] = [];
  const owners = new Map<WeightSpec, string>();
  for (const node of nodes) {
    for (const name of weightNames(node)) {
      const found = find(graph.name, arrays, node, name);
      if (found === undefined) lacking.push([node, name]);
      else {
        const layer = node.path.join("/");
        const owner = owners.get(found.spec) ?? layer;
        if (owner !== layer) {
          const what = `the weight ${found.spec.name} for ${owner} and ${layer}`;
          throw invalidFile(graph.name, what, "one for each layer");
        }
        owners.set(found.spec, layer);
        node.weights[name] = tensorOf(found, weights.data);
      }
    }
  }
  if (lacking.length > 0) {
    const [node, name] = lacking[0];
    const known = arrays.map(({spec}) => spec.name).join(", ");
    const expected = known === "" ? "any" : `one of ${known.slice(0, 160)}`;
    throw invalidFile(graph.name, `no weight ${node.name}/${name}`, expected);
  }
  return {...graph, nodes};
}

function find(
  file: string,
  arrays: readonly NamedArray[],
  {path, name: layer}: KerasNode,
  name: string
): NamedArray | undefined {
  for (const called of [name, ...(alsoCalled[name] ?? [])]) {
    const alike = arrays.filter(
      ({parts}) => parts.at(-1) === called && parts.slice(0, -1).includes(layer)
    );
    // The layer stands directly before the weight, unless the names of models follow it.
    const near = alike.filter(({parts}) => parts.at(-2) === layer);
    const candidates = near.length > 0 ? near : alike;
    if (candidates.length === 0) continue;
    const likeness = ({parts}: NamedArray) => parts.filter((part) => path.includes(part)).length;
    const best = Math.max(...candidates.map(likeness));
    const nearest = candidates.filter((one) => likeness(one) === best);
    const shortest = Math.min(...nearest.map(({parts}) => parts.length));
    const found = nearest.filter(({parts}) => parts.length === shortest);
    if (found.length === 1) return found[0];
    const names = found.map(({spec}) => spec.name).join(" and ");
    const what = `the weight ${name} of layer ${path.join("/")} is ${names.slice(0, 120)}`;
    throw invalidFile(file, what, "one: give its layers names of their own");
  }
  return undefined;
}

/** Returns an array of weights as numbers, whatever it is stored as. */
function tensorOf({spec, start}: NamedArray, data: Uint8Array): Tensor {
  // A view has to start at a multiple of its width, which a part of a file need not.
  const {buffer} = new Uint8Array(data.subarray(start, start + sizeOf(spec)));
  return {shape: spec.shape, values: numbersOf(spec, buffer)};
}

function numbersOf(
  {dtype, quantization}: WeightSpec,
  buffer: ArrayBuffer
): Float32Array<ArrayBuffer> {
  const stored = quantization?.dtype ?? dtype;
  if (stored === "float32") return new Float32Array(buffer);
  if (stored === "float16") return fromFloat16(new Uint16Array(buffer));
  if (stored === "int32") return Float32Array.from(new Int32Array(buffer));
  const integers = stored === "uint16" ? new Uint16Array(buffer) : new Uint8Array(buffer);
  const {scale = 1, min = 0} = quantization ?? {};
  return Float32Array.from(integers, (value) => value * scale + min);
}

/** Returns weights that graph models read, those in half precision widened: tfjs has no such type. */
export function widened({specs, data}: TfjsWeights): TfjsWeights {
  if (!specs.some(({dtype, quantization}) => dtype === "float16" && quantization === undefined)) {
    return {specs, data};
  }
  let start = 0;
  const parts: Uint8Array[] = [];
  const wide = specs.map((spec) => {
    const part = data.subarray(start, (start += sizeOf(spec)));
    if (spec.dtype !== "float16" || spec.quantization !== undefined) {
      parts.push(part);
      return spec;
    }
    const {buffer} = new Uint8Array(part);
    parts.push(new Uint8Array(fromFloat16(new Uint16Array(buffer)).buffer));
    return {...spec, dtype: "float32"};
  });
  return {specs: wide, data: joinBytes(parts)};
}
