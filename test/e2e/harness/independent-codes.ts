import {readFileSync} from "node:fs";
import {join} from "node:path";
import {projectFolder} from "../../../tools/project.js";
import {halfFloats} from "./half-floats.js";

/** The code of one test image. */
export interface Code {
  /** The posterior mean. */
  mu: number[];
  /** The class. */
  label: number;
}

/** Returns the codes that a model’s codes.bin holds: 16 bytes of header, μ, log σ², labels. */
export function independentCodes(id: string): Code[] {
  const bytes = readFileSync(join(projectFolder, "models", id, "codes.bin"));
  const [count, size] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12)];
  const mu = Array.from(halfFloats(bytes.subarray(16, 16 + 2 * count * size)));
  const labels = bytes.subarray(16 + 4 * count * size);
  return Array.from({length: count}, (_, i) => ({
    mu: mu.slice(size * i, size * (i + 1)),
    label: labels[i]!
  }));
}
