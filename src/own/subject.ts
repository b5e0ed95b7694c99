import type {Picture} from "../components/picture.js";
import type {PlaneModel} from "../components/plane.js";
import type {Decoder} from "../engine/decoder.js";
import {classNames, MOST_CLASSES} from "../formats/dataset.js";
import type {ModelId, PlaneModelId} from "../shipped/model-ids.js";
import {modelTitles} from "../shipped/model-ids.js";
import {loadCodes, loadDecoder, loadInPlace, manifest} from "../shipped/models.js";
import type {RunningModel} from "./input.js";

/** A model of two latents: one that the site ships, or one of the reader’s own. */
export type PlaneSubject = PlaneModelId | RunningModel;

/**
 * Returns a promise to the model that a figure of two latents is to show; it stays pending while the
 * reader has opened none.
 *
 * @throws Error (as a rejection) in one sentence if it has another number of latents
 */
export async function twoLatents(
  id: PlaneModelId | "own",
  own: RunningModel | null
): Promise<PlaneSubject> {
  if (id !== "own") return id;
  if (own === null) return new Promise(() => {});
  const {latentSize} = own.model.decoder;
  if (latentSize === 2) return own;
  const latents = latentSize === 1 ? "1 latent" : `${latentSize} latents`;
  throw new Error(`This figure needs two latents, and ${own.title} has ${latents}.`);
}

/** Returns a promise to its decoder; see loadInPlace. */
export async function decoderOf(subject: PlaneSubject, ...pictures: Picture[]): Promise<Decoder> {
  return typeof subject === "string" ? loadInPlace(subject, ...pictures) : subject.model.decoder;
}

/** Returns a name that tells its decoder from others. */
export function nameOf(subject: PlaneSubject): string {
  return typeof subject === "string" ? subject : subject.id;
}

/** Returns it as a view of which there is a plane. */
export function subjectView(subject: PlaneSubject): PlaneView {
  if (typeof subject === "string") {
    return {id: subject, title: modelTitles[subject], model: subject};
  }
  return {id: subject.id, title: subject.title, model: subject};
}

const planes = new WeakMap<RunningModel, Map<string, PlaneModel>>();

/**
 * Returns what the latent plane needs of a model of the reader’s own, the same object for the same
 * title; without codes it can be pointed at all the same.
 *
 * @throws Error in one sentence if it has one latent only
 */
function ownPlane(own: RunningModel, title: string): PlaneModel {
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

function makePlane(own: RunningModel, title: string): PlaneModel {
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

const models = new Map<string, Promise<PlaneModel>>();

/** A view of a shipped model, or of one of the reader’s own. */
interface PlaneView {
  id: string;
  title: string;
  model: ModelId | RunningModel;
}

/**
 * Returns a promise to what the latent plane needs of a view’s model, the same one for the same
 * view: the codes are fetched when the view is first touched.
 *
 * @throws Error (as a rejection) in one sentence if it has no plane
 */
export async function planeModel({id, title, model}: PlaneView): Promise<PlaneModel> {
  if (typeof model !== "string") return ownPlane(model, title);
  let loading = models.get(id);
  if (loading === undefined) models.set(id, (loading = loadPlaneModel(model, title)));
  return loading;
}

async function loadPlaneModel(model: ModelId, title: string): Promise<PlaneModel> {
  const [{dataset}, decoder, codes] = await Promise.all([
    manifest(model),
    loadDecoder(model),
    loadCodes(model)
  ]);
  return {
    title,
    mu: codes.mu,
    labels: codes.labels,
    latentSize: codes.latentSize,
    classes: classNames[dataset],
    decode: (z) => decoder.decode(Float32Array.from(z), 1)
  };
}
