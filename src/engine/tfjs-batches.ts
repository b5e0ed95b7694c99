/** One output of a network. */
export interface TfjsOutput {
  /** Its sizes, the batch first. */
  shape: number[];
  values: Float32Array;
}

/** The inputs that go through a network together; more would only take more memory. */
const BATCH = 64;

/** Returns an output with its numbers. */
export function outputOf({shape}: {shape: number[]}, data: Float32Array): TfjsOutput {
  return {shape, values: Float32Array.from(data)};
}

/** Returns rows of values in batches, and how many rows each of them has. */
export function batches(values: Float32Array, count: number): [part: Float32Array, rows: number][] {
  const size = values.length / count;
  return Array.from({length: Math.ceil(count / BATCH)}, (_, i) => {
    const rows = Math.min(BATCH, count - i * BATCH);
    return [values.subarray(i * BATCH * size, (i * BATCH + rows) * size), rows];
  });
}

/** Returns the outputs of some batches as those of one. */
export function joined(parts: TfjsOutput[][]): TfjsOutput[] {
  if (parts.length === 1) return parts[0];
  return parts[0].map(({shape}, output) => {
    const arrays = parts.map((part) => part[output].values);
    const values = new Float32Array(arrays.reduce((sum, {length}) => sum + length, 0));
    let offset = 0;
    for (const array of arrays) {
      values.set(array, offset);
      offset += array.length;
    }
    const count = parts.reduce((sum, part) => sum + part[output].shape[0], 0);
    return {shape: [count, ...shape.slice(1)], values};
  });
}
