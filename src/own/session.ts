import type {WasmPaths} from "../engine/tfjs/backend.js";
import type {ReadModel} from "../reading/model.js";
import type {OwnModel} from "./model.js";

/**
 * Returns what a worker does with its questions, one after the other: it opens a model, decodes and
 * encodes. What it throws is to be told.
 *
 * @param open makes a model run
 */
export function ownModelSession(
  open: (question: OwnModelQuestion & {type: "open"}) => Promise<OwnModel>
): (question: OwnModelQuestion) => Promise<unknown> {
  let model: OwnModel | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function answer(question: OwnModelQuestion): Promise<unknown> {
    if (question.type === "open") {
      model = await open(question);
      const {decoder, note} = model;
      const {latentSize, width, height, engine} = decoder;
      const hasEncoder = model.encoder !== undefined;
      return {latentSize, width, height, engine, note, hasEncoder} satisfies OpenedModel;
    }
    if (model === undefined) throw new Error(`invalid question: ${question.type} before any model`);
    const {count} = question;
    if (question.type === "decode") return model.decoder.decode(question.z, count);
    if (question.type === "logits") return model.decoder.logits(question.z, count);
    if (model.encoder === undefined) throw new Error(`${model.name} has no encoder`);
    return model.encoder.encode(question.x, count);
  }

  return (question) => {
    const next = last.then(() => answer(question));
    last = next.catch(() => {});
    return next;
  };
}

/** A model of which no layer list of ours could be made. */
export type TfjsModel = ReadModel & {type: "tfjs"};

/** What the worker of an own model is asked: to open it, and then any number of the others. */
export type OwnModelQuestion =
  | {type: "open"; network: TfjsModel; paths: WasmPaths}
  | {type: "decode"; z: Float32Array; count: number}
  | {type: "logits"; z: Float32Array; count: number}
  | {type: "encode"; x: Float32Array; count: number};

/** What it answers to the first question. */
export interface OpenedModel {
  latentSize: number;
  width: number;
  height: number;
  engine: string;
  /** See OwnModel. */
  note: string;
  hasEncoder: boolean;
}
