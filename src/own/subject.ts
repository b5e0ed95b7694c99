import {once} from "../async/once.js";
import type {Picture} from "../components/picture.js";
import type {PlaneModel} from "../components/plane.js";
import type {Decoder} from "../engine/decoder.js";
import type {PortableNetwork} from "../engine/open-network.js";
import type {Codes} from "../formats/codes.js";
import {classNames, MOST_CLASSES} from "../formats/dataset.js";
import type {ImageSize} from "../formats/image-size.js";
import {imageSizeOf} from "../formats/image-size.js";
import type {ModelId, PlaneModelId} from "../shipped/model-ids.js";
import {modelTitles} from "../shipped/model-ids.js";
import {
  exactDecoder,
  loadCodes,
  loadDecoder,
  loadEncoder,
  loadInPlace,
  manifest,
  wasmPaths
} from "../shipped/models.js";
import type {RunningModel} from "./input.js";
import type {OwnModel} from "./model.js";
import type {TfjsOpening} from "./session.js";

/** What a figure is about: a model that the site ships, or one of the reader’s own. */
export interface Subject {
  /** Tells it from all others. */
  readonly id: string;
  readonly title: string;
  /** Whether the site ships it, and it stays; one of the reader’s own may be gone. */
  readonly isShipped: boolean;
  facts(): Promise<SubjectFacts>;
  /** Returns a promise to what draws; see loadInPlace. */
  decoder(...pictures: Picture[]): Promise<Decoder>;
  /** Returns a promise to what computes p(x|z) as exactly as it is known, for a worker. */
  exactDecoder(): Promise<PortableNetwork | TfjsOpening>;
  /** Returns a promise to q(z|x), where there is one. */
  encoder(): Promise<OwnModel["encoder"]>;
  /** Returns a promise to the codes of test images, where there are any. */
  codes(): Promise<Codes | undefined>;
}

/** What is known of a model before it runs. */
interface SubjectFacts extends ImageSize {
  latentSize: number;
  /** What it was trained on, if it says so. */
  dataset?: string;
}

const shipped = new Map<ModelId, Subject>();
const owns = new WeakMap<RunningModel, Subject>();

/** Returns a model that the site ships, the same one each time. */
export function shippedSubject(id: ModelId): Subject {
  const subject = shipped.get(id) ?? makeShipped(id);
  shipped.set(id, subject);
  return subject;
}

function makeShipped(id: ModelId): Subject {
  return {
    id,
    title: modelTitles[id],
    isShipped: true,
    async facts() {
      const {latentSize, image, dataset} = await manifest(id);
      return {latentSize, ...image, dataset};
    },
    decoder: (...pictures) =>
      pictures.length === 0 ? loadDecoder(id) : loadInPlace(id, ...pictures),
    exactDecoder: () => exactDecoder(id),
    async encoder() {
      const encoder = await loadEncoder(id);
      return {encode: async (x, count) => encoder.encode(x, count)};
    },
    codes: () => loadCodes(id)
  };
}

/** Returns a model of the reader’s own, the same one each time. */
export function ownSubject(own: RunningModel): Subject {
  const subject = owns.get(own) ?? makeOwn(own);
  owns.set(own, subject);
  return subject;
}

function makeOwn({id, title, model, network, settings, codes, dataset}: RunningModel): Subject {
  const {decoder, encoder} = model;
  const {latentSize} = decoder;
  return {
    id,
    title,
    isShipped: false,
    facts: async () => ({latentSize, ...imageSizeOf(decoder), dataset}),
    decoder: async () => decoder,
    exactDecoder: async () =>
      network.type === "packed" ? decoder.portable! : {network, paths: wasmPaths(), settings},
    encoder: async () => encoder,
    codes: async () => codes
  };
}

/**
 * Returns a promise to the model that a figure of two latents is to show; it stays pending while the
 * reader has opened none.
 *
 * @throws Error (as a rejection) in one sentence if it has another number of latents
 */
export async function twoLatents(
  id: PlaneModelId | "own",
  own: RunningModel | null
): Promise<Subject> {
  if (id !== "own") return shippedSubject(id);
  if (own === null) return new Promise(() => {});
  const {latentSize} = own.model.decoder;
  if (latentSize === 2) return ownSubject(own);
  const latents = latentSize === 1 ? "1 latent" : `${latentSize} latents`;
  throw new Error(`This figure needs two latents, and ${own.title} has ${latents}.`);
}

const planes = new WeakMap<Subject, Map<string, () => Promise<PlaneModel>>>();

/** A model, or the name of a shipped one, as a view calls it. */
interface PlaneView {
  title: string;
  model: ModelId | Subject;
}

/**
 * Returns a promise to what the latent plane needs of a view’s model, the same one for the same
 * model and title: the codes are fetched when the view is first touched. Without codes it can be
 * pointed at all the same.
 *
 * @throws Error (as a rejection) in one sentence if it has one latent only
 */
export function planeModel({title, model}: PlaneView): Promise<PlaneModel> {
  const subject = typeof model === "string" ? shippedSubject(model) : model;
  const known = planes.get(subject) ?? new Map<string, () => Promise<PlaneModel>>();
  planes.set(subject, known);
  const plane = known.get(title) ?? once(() => makePlane(subject, title));
  known.set(title, plane);
  return plane();
}

async function makePlane(subject: Subject, title: string): Promise<PlaneModel> {
  const [{latentSize, width, channels, dataset}, decoder, codes] = await Promise.all([
    subject.facts(),
    subject.decoder(),
    subject.codes()
  ]);
  if (latentSize < 2) {
    throw new Error(`${subject.title} has one latent, and a plane needs two: its sheet is a line.`);
  }
  const decode = (z: number[]) => decoder.decode(Float32Array.from(z), 1);
  const shown = {title, latentSize, width, channels, decode};
  if (codes === undefined) {
    const lack =
      (await subject.encoder()) === undefined ? "without an encoder and codes" : "without codes";
    const remark = `No dots: the model came ${lack} of test images.`;
    return {...shown, mu: new Float32Array(0), labels: new Uint8Array(0), classes: [], remark};
  }
  const {mu, labels} = codes;
  const most = labels.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0 || most >= MOST_CLASSES) {
    return {...shown, mu, labels: new Uint8Array(labels.length), classes: ["test images"]};
  }
  const known = Object.entries(classNames).find(([id]) => id === dataset)?.[1];
  return {...shown, mu, labels, classes: known ?? Array.from({length: most + 1}, (_, i) => `${i}`)};
}
