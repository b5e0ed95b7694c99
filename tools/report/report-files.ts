import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import type {LightModel} from "./light-model.js";

/** A file inside a report. */
export interface ReportFile {
  path: string;
  /** What it is made of; without it, of another file. */
  bytes?: Uint8Array;
  /** The file that it is made of. */
  from?: string;
  /** How: as it is, unpacked, or 8-bit layers widened to float16. */
  kind: "raw" | "gzip" | "layers";
}

/** Options for reportFiles. */
export interface ReportFilesOptions {
  /** Returns a promise to a model with rounded weights, by its name. */
  light: (id: string) => Promise<LightModel>;
  /** Whether the training sets that the site carries go along. */
  data: boolean;
}

/** Every browser that can open a report runs this one of tfjs' three binaries. */
const SIMD = /^_file\/vendor\/tfjs-backend-wasm-simd\./;

/**
 * Returns a promise to the files of a report: those of the site at the given paths, models with
 * rounded weights, and without its training sets unless they are asked for.
 */
export async function reportFiles(
  dist: string,
  paths: readonly string[],
  {light, data}: ReportFilesOptions
): Promise<ReportFile[]> {
  const simd = paths.find((path) => SIMD.test(path));
  return Promise.all(
    paths.map(async (path): Promise<ReportFile> => {
      if (simd !== undefined && path !== simd && /\/tfjs-backend-wasm[^/]*$/.test(path)) {
        return {path, from: simd, kind: "gzip"};
      }
      if (!data && path.startsWith("_file/data/training/")) {
        return {path, bytes: Buffer.from(path.endsWith(".json") ? "[]" : ""), kind: "raw"};
      }
      return (await modelFile(path, paths, light)) ?? packed(path, await readFile(join(dist, path)));
    })
  );
}

/** Returns a promise to a file of a model that rounding changes; undefined for any other. */
async function modelFile(
  path: string,
  paths: readonly string[],
  light: ReportFilesOptions["light"]
): Promise<ReportFile | undefined> {
  const [, id, part, name] = /^_file\/models\/([^/]+)\/(?:(\w+)\/)?(\w+)\./.exec(path) ?? [];
  if (name === "manifest") {
    const whole = paths.some((other) => other.startsWith(`_file/models/${id}/encoder/`));
    if (!whole && !paths.some((other) => other.includes(`/${id}/decoder/weights.`))) return;
    return packed(path, Buffer.from(JSON.stringify((await light(id)).manifest)));
  }
  if (name !== "weights") return undefined;
  const eight = paths.find((other) => other.startsWith(`_file/models/${id}/decoder/int8.`));
  if (part === "decoder" && eight !== undefined) return {path, from: eight, kind: "layers"};
  const file = part === "decoder" ? "decoder/weights.bin" : "encoder/weights.bin";
  return {path, bytes: (await light(id)).packed[file], kind: "layers"};
}

/** Returns a file gzipped, if that makes it smaller. */
function packed(path: string, bytes: Uint8Array): ReportFile {
  const zipped = gzipSync(bytes, {level: 9});
  return zipped.length < bytes.length
    ? {path, bytes: zipped, kind: "gzip"}
    : {path, bytes, kind: "raw"};
}
