import {boardView} from "./board.js";
import type {Picture} from "./components/picture.js";
import {forgetMetric} from "./decoder-metric.js";
import type {Decoder} from "./engine/decoder.js";
import {stripWorkers} from "./engine/sheets/workers.js";
import {loadInPlace} from "./load-in-place.js";
import type {OwnAtHand} from "./own-at-hand.js";
import type {PlaneView} from "./plane-model.js";
import type {PlaneModelId} from "./posterior-loader.js";

/** A model of two latents: one that the site ships, or one of the reader’s own. */
export type PlaneSubject = PlaneModelId | OwnAtHand;

/**
 * Returns a promise to the model that a figure of two latents is to show; it stays pending while the
 * reader has opened none.
 *
 * @throws Error (as a rejection) in one sentence if it has another number of latents
 */
export async function twoLatents(
  id: PlaneModelId | "own",
  own: OwnAtHand | null
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
export function viewOf(subject: PlaneSubject): PlaneView {
  if (typeof subject === "string") return boardView(subject);
  return {id: subject.id, title: subject.title, model: subject};
}

/** Frees what workers keep of a model of the reader’s own that was drawn in a place. */
export function forgetDrawn(subject: PlaneSubject, place: Picture): void {
  if (typeof subject === "string") return;
  stripWorkers.forget(place, subject.id);
  forgetMetric(subject.id);
}
