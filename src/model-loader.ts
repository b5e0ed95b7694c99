import {once} from "./async/once.js";
import type {EngineName} from "./engine-choice.js";
import {REMEDY, readOrExplain, readVerified} from "./engine/verify.js";
import type {Codes} from "./formats/codes.js";
import {decodeCodes} from "./formats/codes.js";
import {gunzip} from "./formats/gunzip.js";
import type {Manifest, ModelFile} from "./formats/manifest.js";
import {parseManifest} from "./formats/manifest.js";
import {decodeLayers} from "./formats/packed-file.js";
import type {ExplainedDecoder} from "./packed-decoder.js";
import {createPackedDecoder} from "./packed-decoder.js";

/** Loads the parts of one model, each once and only when it is first asked for. */
export interface ModelLoader {
  manifest(): Promise<Manifest>;
  decoder(): Promise<ExplainedDecoder>;
  /** The codes of the test set. */
  codes(): Promise<Codes>;
}

/** The files of a model that pages read, by their paths in the model’s folder. */
export type PageFile =
  | "manifest.json"
  | Extract<
      ModelFile,
      "decoder/model.json" | "decoder/weights.bin" | "decoder/int8.bin" | "codes.bin"
    >;

/** What decoders may compute with. */
export interface Engines {
  /** The engine to use, whatever the browser can do. */
  forced?: EngineName;
  /** Returns a promise to the decoding kernel, which is rejected where it cannot run. */
  kernel: () => Promise<WebAssembly.Module>;
  /** Makes tfjs ready to compute. */
  startTfjs: () => Promise<unknown>;
}

/**
 * Returns a loader of a model. What it returns is rejected with one sentence if a file is missing,
 * truncated or altered; what was rejected is tried anew when it is asked for again.
 *
 * @param read fetches a file of the model
 */
export function modelLoader(
  id: string,
  read: (name: PageFile) => Promise<ArrayBuffer>,
  {forced, kernel, startTfjs}: Engines
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

  async function packedDecoder(): Promise<ExplainedDecoder> {
    const [facts, packed, module] = await Promise.all([
      manifest(),
      verified("decoder/int8.bin"),
      forced === "plain" ? undefined : kernel().catch((error: Error) => error)
    ]);
    const bytes = await gunzip(new Uint8Array(packed), `${id}/decoder/int8.bin`);
    const layers = decodeLayers(bytes.buffer as ArrayBuffer);
    const numbers = () => verified("decoder/weights.bin");
    return createPackedDecoder({manifest: facts, layers, kernel: module, numbers});
  }

  async function tfjsDecoder(): Promise<ExplainedDecoder> {
    // tfjs is far heavier than all other scripts together: only who needs it fetches it.
    const [{createTfjsDecoder}, model, weights] = await Promise.all([
      import("./engine/tfjs/decoder.js"),
      verified("decoder/model.json"),
      verified("decoder/weights.bin"),
      startTfjs()
    ]);
    const json = parseJson(model) as Parameters<typeof createTfjsDecoder>[1];
    return createTfjsDecoder(await manifest(), json, weights);
  }

  const decoder = once(async () => {
    // Our own engines end in logits, as 8-bit weights are made for; tfjs computes any network.
    const isOurs = forced !== "tfjs" && (await manifest()).decoder.output === "logits";
    return isOurs ? packedDecoder() : tfjsDecoder();
  });
  const codes = once(async () => decodeCodes(new Uint8Array(await verified("codes.bin"))));
  return {manifest, decoder, codes};
}

function parseJson(buffer: ArrayBuffer): unknown {
  return JSON.parse(new TextDecoder().decode(buffer));
}
