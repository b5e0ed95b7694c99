import {importLater, once} from "../async/once.js";
import type {Decoder} from "../engine/decoder.js";
import {networkDecoder} from "../engine/decoder.js";
import type {PortableNetwork} from "../engine/open-network.js";
import {openNetwork} from "../engine/open-network.js";
import type {Codes} from "../formats/codes.js";
import {decodeCodes} from "../formats/codes.js";
import {gunzip} from "../formats/gunzip.js";
import type {PackedLayer} from "../formats/layers.js";
import {checkSameLayers, manifestDecoderLayers, unpackFloat16} from "../formats/layers.js";
import type {Manifest, ModelFile} from "../formats/manifest.js";
import {parseManifest} from "../formats/manifest.js";
import {decodeLayers} from "../formats/packed-file.js";
import type {EngineName} from "./engine-choice.js";
import type {FetchOptions} from "./site-file.js";
import {readOrExplain, REMEDY, sha256Of} from "./site-file.js";

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
  read: (name: PageFile, options?: FetchOptions) => Promise<ArrayBuffer>,
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
    readVerified(await manifest(), name, (options) => read(name, options));

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
      importLater(() => import("../engine/tfjs/decoder.js"), "TensorFlow.js"),
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

/** The files that were not right, by their paths: the browser is not to give them from its memory. */
const wrong = new Set<string>();

/**
 * Returns a promise to the bytes that read gives, once they are what the manifest says.
 *
 * @param read fetches the file
 * @throws Error (as a rejection) that names a missing, truncated or altered file and what to do
 */
export async function readVerified(
  {id, files}: Pick<Manifest, "id" | "files">,
  name: ModelFile,
  read: (options: FetchOptions) => Promise<ArrayBuffer>
): Promise<ArrayBuffer> {
  const path = `${id}/${name}`;
  const buffer = await readOrExplain(path, () => read({isAgain: wrong.has(path)}));
  const expected = files[name];
  const refused = (problem: string, found: string): Error => {
    wrong.add(path);
    return new Error(`${problem} file ${path}: ${found}; ${REMEDY}`);
  };
  if (buffer.byteLength !== expected.bytes) {
    const problem = buffer.byteLength < expected.bytes ? "truncated" : "altered";
    throw refused(problem, `${buffer.byteLength} bytes, expected ${expected.bytes}`);
  }
  const checksum = await sha256Of(buffer);
  if (checksum !== expected.sha256) {
    const sums = [checksum, expected.sha256].map((sum) => `${sum.slice(0, 8)}…`);
    throw refused("altered", `SHA-256 ${sums.join(", expected ")}`);
  }
  wrong.delete(path);
  return buffer;
}

/** What a decoder without tfjs is made of. */
interface PackedDecoderParts {
  manifest: Pick<Manifest, "id" | "image" | "latentSize" | "decoder">;
  /** The layers with 8-bit weights, which give the pictures. */
  layers: PackedLayer[];
  /** The decoding kernel, or why it cannot be used. */
  kernel: WebAssembly.Module | Error | undefined;
  /** Fetches the float16 weights, which give the numbers; called when first asked for any. */
  numbers: () => Promise<ArrayBuffer>;
}

/** A decoder, and why it is not the one that was to be expected. */
export type ExplainedDecoder = Decoder & {reason?: string};

/**
 * Returns a promise to a decoder in the kernel, or in the plain loop where there is no kernel.
 *
 * @throws Error (as a rejection) if the layers are not those that the manifest says
 */
async function createPackedDecoder({
  manifest,
  layers,
  kernel,
  numbers
}: PackedDecoderParts): Promise<ExplainedDecoder> {
  const expected = manifestDecoderLayers(manifest);
  checkSameLayers(`${manifest.id}/decoder`, layers, expected);
  const missing = kernel instanceof Error ? kernel.message : undefined;
  const module = kernel instanceof Error ? undefined : kernel;
  const portable: PortableNetwork = {layers, kernel: module};
  const {network, engine, reason = missing} = await openNetwork(portable);

  const exact = once(async () => {
    const exactLayers = unpackFloat16(expected, await numbers());
    return (await openNetwork({layers: exactLayers, kernel: module})).network;
  });

  const {width, height} = manifest.image;
  const facts = {latentSize: manifest.latentSize, width, height, engine, portable};
  return {...networkDecoder(facts, network, exact), reason};
}
