import type {PlaneModel} from "./components/plane-model.js";
import {classNames} from "./formats/dataset.js";
import type {OwnAtHand} from "./own-at-hand.js";

/** There are colors for so many classes. */
const MOST_CLASSES = 10;

const planes = new WeakMap<OwnAtHand, Map<string, PlaneModel>>();

/**
 * Returns what the latent plane needs of a model of the reader’s own, the same object for the same
 * title; without codes it can be pointed at all the same.
 *
 * @throws Error in one sentence if it has one latent only
 */
export function ownPlane(own: OwnAtHand, title: string): PlaneModel {
  const {latentSize} = own.model.decoder;
  if (latentSize < 2) {
    throw new Error(`${own.title} has one latent, and a plane needs two: its sheet is a line.`);
  }
  const known = planes.get(own) ?? new Map<string, PlaneModel>();
  planes.set(own, known);
  const plane = known.get(title) ?? makePlane(own, title);
  known.set(title, plane);
  return plane;
}

function makePlane(own: OwnAtHand, title: string): PlaneModel {
  const {decoder, encoder} = own.model;
  const {latentSize, width} = decoder;
  const decode = (z: number[]) => decoder.decode(Float32Array.from(z), 1);
  const shown = {title, latentSize, width, decode};
  if (own.codes === undefined) {
    const lack = encoder === undefined ? "without an encoder and codes" : "without codes";
    const remark = `No dots: the model came ${lack} of test images.`;
    return {...shown, mu: new Float32Array(0), labels: new Uint8Array(0), classes: [], remark};
  }
  const {mu, labels} = own.codes;
  const most = labels.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0 || most >= MOST_CLASSES) {
    return {...shown, mu, labels: new Uint8Array(labels.length), classes: ["test images"]};
  }
  const known = Object.entries(classNames).find(([id]) => id === own.dataset)?.[1];
  return {...shown, mu, labels, classes: known ?? Array.from({length: most + 1}, (_, i) => `${i}`)};
}
