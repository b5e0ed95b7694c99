import type {Decoder} from "./engine/decoder.js";
import {readOrExplain, readVerified, REMEDY} from "./engine/verify.js";
import {decodeCodes, type Codes} from "./vae/codes.js";
import {parseManifest, type Manifest, type ModelFile} from "./vae/manifest.js";

/** Loads the parts of one model, each once and only when it is first asked for. */
export interface ModelLoader {
  manifest(): Promise<Manifest>;
  decoder(): Promise<Decoder>;
  /** The codes of the test set. */
  codes(): Promise<Codes>;
}

/** The files of a model that pages read, by their paths in the model’s folder. */
export type PageFile =
  | "manifest.json"
  | Extract<ModelFile, "decoder/model.json" | "decoder/weights.bin" | "codes.bin">;

/**
 * Returns a loader of a model. What it returns is rejected with one sentence if a file is missing,
 * truncated or altered; what was rejected is tried anew when it is asked for again.
 *
 * @param read fetches a file of the model
 * @param startEngine makes tfjs ready to compute
 */
export function modelLoader(
  id: string,
  read: (name: PageFile) => Promise<ArrayBuffer>,
  startEngine: () => Promise<unknown>
): ModelLoader {
  const manifest = once(async () => {
    const name = `${id}/manifest.json`;
    const buffer = await readOrExplain(name, () => read("manifest.json"));
    try {
      const parsed = parseManifest(parseJson(buffer));
      if (parsed.id === id) return parsed;
      throw new Error(`invalid manifest: id: "${parsed.id}", expected "${id}"`);
    } catch (cause) {
      throw new Error(`altered file ${name}: ${(cause as Error).message}; ${REMEDY}`, {cause});
    }
  });
  const verified = async (name: Exclude<PageFile, "manifest.json">) =>
    readVerified(await manifest(), name, () => read(name));
  const decoder = once(async () => {
    // tfjs is the heaviest thing on a page: fetched beside the weights, and by those who need it.
    const [{createTfjsDecoder}, model, weights] = await Promise.all([
      import("./engine/tfjs-decoder.js"),
      verified("decoder/model.json"),
      verified("decoder/weights.bin"),
      startEngine()
    ]);
    const json = parseJson(model) as Parameters<typeof createTfjsDecoder>[1];
    return createTfjsDecoder(await manifest(), json, weights);
  });
  const codes = once(async () => decodeCodes(new Uint8Array(await verified("codes.bin"))));
  return {manifest, decoder, codes};
}

/** Returns a function that calls load once and gives every caller the same promise. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined;
  return () => {
    promise ??= load().catch((error: unknown) => {
      promise = undefined;
      throw error;
    });
    return promise;
  };
}

function parseJson(buffer: ArrayBuffer): unknown {
  return JSON.parse(new TextDecoder().decode(buffer));
}
