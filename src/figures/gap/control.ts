import {newestNext} from "../../async/newest.js";
import {inkPixels} from "../../components/picture.js";
import type {BoundTerms} from "../../math/bound.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {diagonalKlToPrior, standardNormal} from "../../math/diagonal-gaussian.js";
import {PLANE_REACH, PLANE_SIZE} from "../../math/image-posterior.js";
import {latticeOver, latticePoints} from "../../math/lattice.js";
import type {Posterior} from "../../math/posterior.js";
import {boxAbove, logJoint, massLevels} from "../../math/posterior.js";
import type {PosteriorClient} from "../../posteriors/client.js";
import type {Json} from "../../state/json.js";
import {numbersIn, oneOf} from "../../state/kinds.js";
import type {Kept} from "../../state/page-state.js";
import type {DrawnPosteriorField, GapFigure} from "./figure.js";

/** The q that are compared, in the order of the figure’s list. */
export const rowNames = ["the encoder’s", "the best diagonal", "the prior", "as drawn"] as const;
const rowOf = {encoder: 0, best: 1, prior: 2, drawn: 3};
const choices = ["encoder", "best", "prior"] as const;

const plane = latticeOver([-PLANE_REACH, PLANE_REACH, -PLANE_REACH, PLANE_REACH], PLANE_SIZE);
const planePoints = latticePoints(plane);

/** What the buttons of the figure do, and what a link keeps of them: which q, or the q drawn. */
interface GapControl extends Kept {
  /** Called when the reader has changed q. */
  onChange: () => void;
  open(image: OpenedImage): void;
  /** Sets q to one of the three. */
  choose(choice: QChoice): void;
  moved(q: DiagonalGaussian): void;
  rested(): void;
}

/** An image whose posterior is known. */
interface Opened extends OpenedImage {
  posterior: Posterior;
  /** The greatest log p(x|z) seen, in nats. */
  highest: number;
}

/** Returns what moves the figure: it asks a worker, and draws the newest answer. */
export function gapControl(figure: () => GapFigure): GapControl {
  let opened: Opened | undefined;
  let ask: ReturnType<typeof asking> | undefined;
  let q: DiagonalGaussian = standardNormal(2);
  let row = rowOf.encoder;
  let wanted: QChoice | DiagonalGaussian | undefined; // asked for before the posterior is known
  let changes = 0; // of q or the image: an answer to an older state is dropped
  const fail = (error: unknown) => figure().fail(error);

  function show({posterior, highest}: Opened, terms: BoundTerms): void {
    figure().showTerms(terms, {...posterior, highest});
    figure().showRow(row, terms);
    figure().showRow(rowOf.drawn, terms);
  }

  /**
   * Returns what asks for the terms of q: once while it moves, until they are good when it rests.
   * Each image has its own, as a worker whose model is gone never answers.
   */
  function asking(state: Opened): (isResting: boolean) => void {
    return newestNext(async (isResting: boolean) => {
      const change = changes;
      for (let last = NaN; ;) {
        const bound = await state.client.bound(q);
        if (state !== opened) return;
        if (bound.elbo !== last) {
          figure().showDecoded(bound.pixels, state.columns);
          show(state, bound);
        }
        last = bound.elbo;
        if (!isResting || !bound.hasMore || change !== changes) return;
      }
    }, fail);
  }

  function set(next: DiagonalGaussian, nextRow: number): void {
    ++changes;
    q = next;
    row = nextRow;
    figure().showQ(q, true);
    ask?.(true);
  }

  async function open(image: OpenedImage) {
    const {client, x, columns, encoderQ} = image;
    const change = ++changes;
    opened = wanted = ask = undefined;
    [q, row] = [encoderQ ?? standardNormal(2), rowOf.encoder];
    const landscape = await client.landscape(x);
    if (change !== changes) return;
    const values = logJoint(landscape, planePoints);
    figure().showImage(inkPixels(x), columns, {...plane, values});
    rowNames.forEach((_, i) => figure().showRow(i, undefined));
    figure().showQ(q, false);
    const posterior = await client.posterior();
    if (change !== changes) return;
    opened = {...image, posterior, highest: highestLikelihood(posterior)};
    ask = asking(opened);
    figure().showPosterior(drawnField(posterior));
    if (encoderQ !== undefined) set(encoderQ, rowOf.encoder);
    put(wanted ?? "encoder");
    wanted = undefined;
  }

  async function optimize(state: Opened): Promise<void> {
    const change = ++changes;
    row = rowOf.best;
    const {logEvidence} = state.posterior;
    const best = await state.client.best(state.encoderQ, ({q: better, elbo}) => {
      if (change !== changes) return;
      q = better;
      figure().showQ(q, false);
      const klToPrior = diagonalKlToPrior(q);
      const klToPosterior = logEvidence - elbo;
      show(state, {reconstruction: elbo + klToPrior, klToPrior, elbo, klToPosterior, residual: 0});
    });
    if (change === changes) set(best.q, rowOf.best);
  }

  function put(choice: QChoice | DiagonalGaussian): void {
    if (opened === undefined) wanted = choice;
    else if (typeof choice === "object") set(choice, rowOf.drawn);
    else if (choice === "prior") set(standardNormal(2), rowOf.prior);
    else if (choice === "best" || opened.encoderQ === undefined) {
      void optimize(opened).catch(fail);
    } else set(opened.encoderQ, rowOf.encoder);
  }

  const control: GapControl = {
    onChange() {},
    open: (image) => void open(image).catch(fail),
    choose(choice) {
      put(choice);
      control.onChange();
    },
    read: () => qJson(wanted ?? choices[row] ?? q),
    write: (json) => put(qOfJson(json)),
    moved(next) {
      ++changes;
      q = next;
      row = rowOf.drawn;
      ask?.(false);
    },
    rested() {
      ask?.(true);
      control.onChange();
    }
  };
  return control;
}

/** A q that the figure of the gap offers. */
type QChoice = "encoder" | "best" | "prior";

const choiceKind = oneOf<QChoice>(["encoder", "best", "prior"]);
/**
 * μ and log σ², two numbers each: the plane ends well within this. Where the posterior is narrow, a
 * fourth digit of μ would change the sum by a tenth of a nat.
 */
const fourNumbers = numbersIn(4, [-20, 20], 7);

/** Returns how a q stands in a link; undefined for the encoder’s, which comes first. */
function qJson(q: QChoice | DiagonalGaussian): Json | undefined {
  if (typeof q === "string") return q === "encoder" ? undefined : q;
  return fourNumbers.toJson([...q.mu, ...q.logVar]);
}

/** Returns the q of a link; throws an Error where it holds none. */
function qOfJson(json: Json | undefined): QChoice | DiagonalGaussian {
  if (json === undefined) return "encoder";
  if (!Array.isArray(json)) return choiceKind.fromJson(json);
  const numbers = fourNumbers.fromJson(json);
  return {mu: numbers.slice(0, 2), logVar: numbers.slice(2)};
}

/** How far below its peak the posterior is cut off that fills the view, in nats. */
const EXTENT_CUT = 7;

/** Returns a posterior as the figure of the gap draws it. */
function drawnField(posterior: Posterior): DrawnPosteriorField {
  const {lattice, logJoint: field} = posterior;
  return {
    field: {...lattice, values: field},
    levels: massLevels(posterior, [0.5, 0.95]),
    extent: boxAbove(field, lattice, EXTENT_CUT)
  };
}

/** Returns the greatest log p(x|z) on the lattice, in nats. */
function highestLikelihood({lattice, logJoint: field}: Posterior): number {
  const z = latticePoints(lattice);
  return field.reduce(
    (most, value, i) =>
      Math.max(most, value + (z[2 * i] ** 2 + z[2 * i + 1] ** 2) / 2 + Math.log(2 * Math.PI)),
    -Infinity
  );
}

/** An image whose posterior is to be drawn. */
interface OpenedImage {
  client: PosteriorClient;
  /** Its pixels, each in [0, 1], row-major. */
  x: Float32Array;
  /** The pixels of a row. */
  columns: number;
  /** The encoder’s q of it; without an encoder the best diagonal q takes its place. */
  encoderQ?: DiagonalGaussian;
}
