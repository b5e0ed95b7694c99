import type {InferenceSession} from "onnxruntime-web";
import type {Network} from "../../src/engine/decoder.js";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import type {DecodingKernel} from "../../src/engine/kernel-network.js";
import {createKernelNetwork} from "../../src/engine/kernel-network.js";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import type {Contestant, Effort} from "../harness/rounds.js";
import {interleave, localContestant} from "../harness/rounds.js";
import type {BenchModel} from "./bench-model.js";
import {widen} from "./bench-model.js";
import {startBackend, tfjsContestant, tfjsNetwork} from "./tfjs-contestants.js";

/** The module of onnxruntime-web, which is another file in Node than in a browser. */
export type OnnxRuntime = typeof import("onnxruntime-web");

/** What the contest needs of the place where it runs. */
export interface Engines {
  /** The decoding kernel, compiled. */
  kernel: WebAssembly.Module;
  onnx: OnnxRuntime;
  /** Contestants that only this place has, for a number of images. */
  others?: (count: number) => Contestant[];
}

/** Pixels of 255 by which contestants may differ on average: the bound for 8-bit weights. */
const TOLERANCE = 0.3 / 255;
/** Images that are compared before anything is timed. */
const COMPARED = 16;

/** One way to decode: the 8-bit pixels of ours, the float32 means of theirs. */
interface Way {
  name: string;
  means(z: Float32Array, count: number): Promise<Float32Array>;
  contestant(z: Float32Array, count: number): Contestant;
}

/**
 * Decodes with everything there is, on one thread, and returns a promise to the milliseconds of
 * every measurement, by the number of images and the contestant. All of them decode the same
 * points, with the same weights, and are compared before.
 *
 * @param counts numbers of images
 * @throws Error (as a rejection) if a contestant gives other images than the plain loop
 */
export async function decodeContest(
  model: BenchModel,
  engines: Engines,
  counts: readonly number[],
  effort: Effort
): Promise<Map<number, Map<string, number[]>>> {
  const {inputs} = model.float16[0];
  const {ways, dispose} = await waysToDecode(model, engines);
  const points = standardNormals(randomSource(0), Math.max(COMPARED, ...counts) * inputs);
  await compare(ways, points.subarray(0, COMPARED * inputs));
  const results = new Map<number, Map<string, number[]>>();
  for (const count of counts) {
    const z = points.slice(0, count * inputs);
    const contestants = ways.map((way) => way.contestant(z, count));
    const all = [...contestants, ...(engines.others?.(count) ?? [])];
    results.set(count, await interleave(all, effort));
  }
  dispose();
  return results;
}

async function waysToDecode({float16, int8, onnx}: BenchModel, engines: Engines) {
  const layers = widen(float16);
  const fresh = () => instantiateKernel<DecodingKernel>(engines.kernel);
  await startBackend("cpu");
  const cpu = tfjsNetwork(layers, "ops");
  await startBackend("wasm");
  const [ops, fused] = [tfjsNetwork(layers, "ops"), tfjsNetwork(layers, "fused")];
  const session = await engines.onnx.InferenceSession.create(onnx, {executionProviders: ["wasm"]});
  const ways: Way[] = [
    ours("plain loop", createPlainNetwork(float16)),
    ours("kernel, 8-bit weights", createKernelNetwork(await fresh(), int8)),
    ours("kernel, float16 weights", createKernelNetwork(await fresh(), float16)),
    ...(
      [
        [ops, "ops"],
        [fused, "fused"]
      ] as const
    ).map(([network, style]): Way => ({
      name: `tfjs wasm, ${style}`,
      async means(z, count) {
        await startBackend("wasm");
        return network.means(z, count);
      },
      contestant: (z, count) => tfjsContestant("wasm", style, network, z, count)
    })),
    {
      name: "tfjs cpu",
      async means(z, count) {
        await startBackend("cpu");
        return cpu.means(z, count);
      },
      contestant: (z, count) => tfjsContestant("cpu", "ops", cpu, z, count)
    },
    runtime(engines.onnx, session)
  ];
  return {ways, dispose: () => [cpu, ops, fused].forEach((network) => network.dispose())};
}

function ours(name: string, network: Network): Way {
  return {
    name,
    means: async (z, count) => Float32Array.from(network.pixels(z, count), (ink) => ink / 255),
    contestant: (z, count) => localContestant(name, () => network.pixels(z, count))
  };
}

function runtime({Tensor}: OnnxRuntime, session: InferenceSession): Way {
  const run = async (z: Float32Array, count: number) => {
    const {x} = await session.run({z: new Tensor("float32", z, [count, z.length / count])});
    return x.data as Float32Array;
  };
  const name = "onnxruntime-web wasm";
  return {name, means: run, contestant: (z, count) => localContestant(name, () => run(z, count))};
}

async function compare([reference, ...others]: Way[], z: Float32Array): Promise<void> {
  const expected = await reference.means(z, COMPARED);
  for (const {name, means} of others) {
    const actual = await means(z, COMPARED);
    const sum = actual.reduce((total, mean, i) => total + Math.abs(mean - expected[i]), 0);
    if (!(actual.length === expected.length && sum / actual.length <= TOLERANCE)) {
      throw new Error(`${name} decodes other images: ${(sum / actual.length) * 255} of 255 away`);
    }
  }
}
