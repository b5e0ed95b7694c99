import type {NamedFile} from "../../src/reading/file.js";

/** A field of a protocol buffer: a whole number, a text, bytes, or a message of fields. */
type Field = [number: number, value: number | string | Uint8Array | Field[]];

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

function message(fields: readonly Field[]): Uint8Array {
  const bytes = fields.flatMap(([number, value]) => {
    if (typeof value === "number") return [...varint(8 * number), ...varint(value)];
    const content =
      typeof value === "string"
        ? new TextEncoder().encode(value)
        : value instanceof Uint8Array
          ? value
          : message(value);
    return [...varint(8 * number + 2), ...varint(content.length), ...content];
  });
  return Uint8Array.from(bytes);
}

/** A node: its operation, what it reads and what it gives. */
type NodeText = [op: string, inputs: string[], output: string];

/** An array of an ONNX file: its sizes and its numbers; those of a shape are whole. */
type Constant = [shape: number[], values: number[], isShape?: boolean];

/**
 * Returns an ONNX file of float32 weights.
 *
 * @param input the sizes of its input “z”, behind the batch; its last node gives the output
 */
export function onnxFile(
  name: string,
  input: number[],
  nodes: readonly NodeText[],
  constants: Record<string, Constant>
): NamedFile {
  const dim = (size: number | string): Field => [1, [[typeof size === "string" ? 2 : 1, size]]];
  const value = (called: string, shape: (number | string)[]): Field[] => [
    [1, called],
    [
      2,
      [
        [
          1,
          [
            [1, 1],
            [2, shape.map(dim)]
          ]
        ]
      ]
    ]
  ];
  const graph: Field[] = [
    ...nodes.map(([op, inputs, output]): Field => [
      1,
      [...inputs.map((one): Field => [1, one]), [2, output], [3, output], [4, op]]
    ]),
    [2, "main"],
    ...Object.entries(constants).map(([called, [shape, values, isShape = false]]): Field => {
      const numbers = isShape ? BigInt64Array.from(values, BigInt) : Float32Array.from(values);
      return [
        5,
        [
          ...shape.map((size): Field => [1, size]),
          [2, isShape ? 7 : 1],
          [8, called],
          [9, new Uint8Array(numbers.buffer)]
        ]
      ];
    }),
    [11, value("z", ["batch", ...input])],
    [12, value(nodes.at(-1)![2], ["batch"])]
  ];
  const bytes = message([
    [1, 8],
    [2, "pytorch"],
    [7, graph],
    [
      8,
      [
        [1, ""],
        [2, 17]
      ]
    ]
  ]);
  return {name, bytes};
}
