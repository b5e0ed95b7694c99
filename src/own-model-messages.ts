import type {WasmPaths} from "./engine/tfjs/backend.js";
import type {ReadModel} from "./reading/model.js";

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
