import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import type {ModelFile} from "../../src/formats/manifest.js";
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
  /** Returns a promise to a model with rounded weights (see lightModel). */
  light: (id: string, whole: boolean) => Promise<LightModel>;
  /** Whether the training sets that the site carries go along. */
  data: boolean;
}

/** Every browser that can open a report runs this one of tfjs' three binaries. */
const SIMD = /^_file\/vendor\/tfjs-backend-wasm-simd\./;

/** The networks of the training that section 2.3 goes through: its first frame does without. */
const STATES = /^_file\/data\/states\/decoder-/;

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
      if (!data && STATES.test(path)) return {path, bytes: Buffer.of(), kind: "raw"};
      if (!data && path.startsWith("_file/data/training/")) {
        return {path, bytes: Buffer.from(path.endsWith(".json") ? "[]" : ""), kind: "raw"};
      }
      return (
        (await modelFile(path, paths, light)) ?? packed(path, await readFile(join(dist, path)))
      );
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
  const file = `${part === undefined ? "" : `${part}/`}${name}`;
  if (!["manifest", "encoder/weights", "decoder/weights", "decoder/int8"].includes(file)) return;
  const beside = (start: string) => paths.find((p) => p.startsWith(`_file/models/${id}/${start}.`));
  const whole = (beside("decoder/weights") ?? beside("encoder/weights")) !== undefined;
  if (file === "manifest") {
    return packed(path, Buffer.from(JSON.stringify((await light(id, whole)).manifest)));
  }
  const eight = beside("decoder/int8");
  if (file === "decoder/weights" && eight !== undefined) return {path, from: eight, kind: "layers"};
  const bytes = (await light(id, whole)).files[`${file}.bin` as ModelFile];
  if (bytes === undefined) return undefined;
  return {path, bytes, kind: file === "decoder/int8" ? "raw" : "layers"};
}

/** Returns a file gzipped, if that makes it smaller. */
function packed(path: string, bytes: Uint8Array): ReportFile {
  const zipped = gzipSync(bytes, {level: 9});
  return zipped.length < bytes.length
    ? {path, bytes: zipped, kind: "gzip"}
    : {path, bytes, kind: "raw"};
}
