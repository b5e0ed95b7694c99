import {inOrder} from "../async/once.js";
import type {WasmPaths} from "../engine/tfjs/backend.js";
import type {ImageSize} from "../formats/image-size.js";
import {imageSizeOf} from "../formats/image-size.js";
import type {ModelSettings, ReadModel} from "../reading/model.js";
import type {Assumptions, OwnModel} from "./model.js";

/** What the worker of an own model answers: it opens it, and then decodes and encodes. */
export interface OwnModelSession {
  open(opening: TfjsOpening): Promise<OpenedModel>;
  decode(codes: {z: Float32Array; count: number}): ReturnType<OwnModel["decoder"]["decode"]>;
  logits(codes: {z: Float32Array; count: number}): ReturnType<OwnModel["decoder"]["logits"]>;
  encode(images: {
    x: Float32Array;
    count: number;
  }): ReturnType<NonNullable<OwnModel["encoder"]>["encode"]>;
}

/** A model of which no layer list of ours could be made, and what runs it. */
export interface TfjsOpening {
  network: ReadModel & {type: "tfjs"};
  paths: WasmPaths;
  /** What the reader has said of it. */
  settings?: ModelSettings;
}

/** What is said of a model that has been opened. */
interface OpenedModel extends ImageSize {
  latentSize: number;
  engine: string;
  /** See OwnModel. */
  note: string;
  /** See OwnModel. */
  notes: string[];
  /** See OwnModel. */
  assumptions: Assumptions;
  hasEncoder: boolean;
}

/**
 * Returns what a worker answers, to one question after the other.
 *
 * @param open makes a model run
 */
export function ownModelSession(
  open: (opening: TfjsOpening) => Promise<OwnModel>
): OwnModelSession {
  const next = inOrder();
  let model: OwnModel;
  return {
    open: (opening) =>
      next(async () => {
        model = await open(opening);
        const {decoder, encoder, note, notes, assumptions} = model;
        const hasEncoder = encoder !== undefined;
        const {latentSize, engine} = decoder;
        const facts = {latentSize, ...imageSizeOf(decoder), engine};
        return {...facts, note, notes, assumptions, hasEncoder};
      }),
    decode: ({z, count}) => next(() => model.decoder.decode(z, count)),
    logits: ({z, count}) => next(() => model.decoder.logits(z, count)),
    encode: ({x, count}) => next(() => model.encoder!.encode(x, count))
  };
}
