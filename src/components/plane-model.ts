import type {CodeCloud} from "./plane-stage.js";

/** A model as the plane needs it. */
export interface PlaneModel extends CodeCloud {
  /** What the model is called. */
  title: string;
  /** The width of its images, in pixels; defaults to 28. */
  width?: number;
  /** What is to be said beside its codes, such as why there are none. */
  remark?: string;
  /** Returns the pixels at one z. */
  decode(z: number[]): Promise<Uint8ClampedArray>;
}
