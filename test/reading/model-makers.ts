import * as tf from "@tensorflow/tfjs";
import type {NamedFile} from "../../src/reading/file.js";

/** An array of weights to be stored: its sizes and numbers. */
export type Weight = [shape: number[], values: number[]];

/** Returns a safetensors file of float32 arrays. */
export function safetensorsFile(
  weights: Record<string, Weight>,
  metadata?: Record<string, string>
): Uint8Array {
  const header: Record<string, unknown> = metadata === undefined ? {} : {__metadata__: metadata};
  const arrays: Float32Array[] = [];
  let offset = 0;
  for (const [name, [shape, values]] of Object.entries(weights)) {
    const array = Float32Array.from(values);
    header[name] = {dtype: "F32", shape, data_offsets: [offset, offset + array.byteLength]};
    offset += array.byteLength;
    arrays.push(array);
  }
  return safetensorsOf(header, Buffer.concat(arrays.map((a) => new Uint8Array(a.buffer))));
}

/** Returns a safetensors file with any header. */
export function safetensorsOf(header: unknown, content: Uint8Array): Uint8Array {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, content]);
}

/** Returns a JSON file. */
export function jsonFile(name: string, value: unknown): NamedFile {
  return {name, bytes: Buffer.from(JSON.stringify(value))};
}

/** Returns the files of a layers model, its weights in two shards, as a browser would save it. */
export async function layersFiles(model: tf.LayersModel, folder = ""): Promise<NamedFile[]> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (saved) => {
      artifacts = saved;
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: "JSON"}};
    })
  );
  const {modelTopology, weightSpecs, weightData} = artifacts!;
  const bytes = new Uint8Array(weightData as ArrayBuffer);
  const half = bytes.length >> 1;
  const paths = ["group1-shard1of2.bin", "group1-shard2of2.bin"];
  const weightsManifest = [{paths, weights: weightSpecs}];
  const json = {format: "layers-model", modelTopology, weightsManifest};
  return [
    jsonFile(`${folder}model.json`, json),
    {name: folder + paths[0], bytes: bytes.subarray(0, half)},
    {name: folder + paths[1], bytes: bytes.subarray(half)}
  ];
}

/** Returns the manifest of a perceptron with one hidden layer of tanh: w1, b1, then w2, b2. */
export function perceptronManifest(width: number, height: number): object {
  return {
    format: 1,
    image: {width, height},
    layout: "input, output",
    decoder: {
      hidden: [{weight: "w1", bias: "b1", activation: "tanh"}],
      output: {weight: "w2", bias: "b2", activation: "sigmoid"}
    }
  };
}

/** Returns the files of a graph model that gives sigmoid(z · W) as images of 2 × 2. */
export function graphFiles(weights: readonly number[], op = "Sigmoid"): NamedFile[] {
  const float = {type: "DT_FLOAT"};
  const sizes = (...all: number[]) => ({shape: {dim: all.map((size) => ({size: String(size)}))}});
  const constant = (name: string, dtype: string, ...shape: number[]) => ({
    name,
    op: "Const",
    attr: {dtype: {type: dtype}, value: {tensor: {dtype, tensorShape: sizes(...shape).shape}}}
  });
  const node = [
    {name: "z", op: "Placeholder", attr: {dtype: float, shape: sizes(-1, 2)}},
    constant("W", "DT_FLOAT", 2, 4),
    constant("shape", "DT_INT32", 4),
    {name: "sums", op: "MatMul", input: ["z", "W"], attr: {T: float}},
    {name: "means", op, input: ["sums"], attr: {T: float}},
    {name: "images", op: "Reshape", input: ["means", "shape"], attr: {T: float}}
  ];
  const weightsManifest = [
    {
      paths: ["w.bin"],
      weights: [
        {name: "W", shape: [2, 4], dtype: "float32"},
        {name: "shape", shape: [4], dtype: "int32"}
      ]
    }
  ];
  const bytes = Buffer.concat([
    new Uint8Array(Float32Array.from(weights).buffer),
    new Uint8Array(Int32Array.of(-1, 2, 2, 1).buffer)
  ]);
  const modelTopology = {node, library: {}, versions: {}};
  return [
    jsonFile("model.json", {format: "graph-model", modelTopology, weightsManifest}),
    {name: "w.bin", bytes}
  ];
}
