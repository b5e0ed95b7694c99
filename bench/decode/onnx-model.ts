import proto from "onnx-proto";
import type {onnx} from "onnx-proto";
import type {WideLayer} from "./bench-model.js";

/** The file format's version 8 and the operators' version 13 have all that is needed here. */
const IR_VERSION = 8;
const OPERATORS_VERSION = 13;

const OPERATORS = {relu: "Relu", tanh: "Tanh", linear: "Sigmoid"} as const;

/**
 * Returns a decoder as an ONNX model: input z [n, latents], output x [n, pixels], the mean of each
 * pixel. Gemm is the product with the bias added, and the runtime fuses ReLU into it.
 */
export function onnxModel(layers: readonly WideLayer[]): Uint8Array<ArrayBuffer> {
  const last = layers.length - 1;
  const model = proto.onnx.ModelProto.create({
    irVersion: IR_VERSION,
    opsetImport: [{domain: "", version: OPERATORS_VERSION}],
    graph: {
      name: "decoder",
      input: [valueInfo("z", layers[0].inputs)],
      output: [valueInfo("x", layers[last].units)],
      initializer: layers.flatMap(({inputs, units, weights, bias}, i) => [
        tensor(`weights${i}`, [inputs, units], weights),
        tensor(`bias${i}`, [units], bias)
      ]),
      node: layers.flatMap(({activation}, i) => [
        {
          opType: "Gemm",
          input: [i === 0 ? "z" : `h${i - 1}`, `weights${i}`, `bias${i}`],
          output: [`a${i}`]
        },
        {
          opType: OPERATORS[activation],
          input: [`a${i}`],
          output: [i === last ? "x" : `h${i}`]
        }
      ])
    }
  });
  return Uint8Array.from(proto.onnx.ModelProto.encode(model).finish());
}

function valueInfo(name: string, columns: number): onnx.IValueInfoProto {
  const shape = {dim: [{dimParam: "n"}, {dimValue: columns}]};
  return {name, type: {tensorType: {elemType: proto.onnx.TensorProto.DataType.FLOAT, shape}}};
}

function tensor(name: string, dims: number[], {buffer, byteOffset, byteLength}: Float32Array) {
  const rawData = new Uint8Array(buffer, byteOffset, byteLength);
  return {name, dims, dataType: proto.onnx.TensorProto.DataType.FLOAT, rawData};
}
