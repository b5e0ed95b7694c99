import {newestNext} from "../../async/newest.js";
import {inkPixels} from "../../components/picture.js";
import type {Channels} from "../../formats/image-size.js";
import type {Json} from "../../formats/json.js";
import type {BoundTerms} from "../../math/bound.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {standardNormal} from "../../math/diagonal-gaussian.js";
import type {PlaneGaussian} from "../../math/plane-gaussian.js";
import {planeKlToPrior} from "../../math/plane-gaussian.js";
import type {Posterior} from "../../math/posterior.js";
import {highestLikelihood, landscapeField, posteriorField} from "../../math/posterior-field.js";
import type {PosteriorClient} from "../../posteriors/client.js";
import {numbersIn, oneOf} from "../../state/kinds.js";
import type {Kept} from "../../state/page-state.js";
import type {GapFigure} from "./figure.js";
import type {FirstFrame} from "../../posteriors/first-frame.js";

/** The q that are compared, in the order of the figure’s list. */
export const rowNames = [
  "the encoder’s",
  "the best diagonal",
  "the best full-covariance",
  "the prior",
  "as drawn"
] as const;
const choices = ["encoder", "best", "full", "prior"] as const;
const rowOf = {encoder: 0, best: 1, full: 2, prior: 3, drawn: 4};

/** What the buttons of the figure do, and what a link keeps of them: which q, or the q drawn. */
interface GapControl extends Kept {
  /** Called when the reader has changed q. */
  onChange: () => void;
  /** Shows what was recorded of an image, unless one has been opened. */
  showFirst(frame: FirstFrame): void;
  open(image: OpenedImage): void;
  /** Sets q to one of the four. */
  choose(choice: QChoice): void;
  moved(q: PlaneGaussian): void;
  rested(): void;
}

/** A decoder that takes longer than this for a part of a bound is slow, in milliseconds. */
const SLOW = 500;

/** An image whose posterior is known. */
interface Opened extends OpenedImage {
  posterior: Posterior;
  /** The greatest log p(x|z) seen, in nats. */
  highest: number;
  /** What the site says of each q that it has recorded, by its row: a report has rounded weights. */
  site: readonly BoundTerms[];
}

/** Returns what moves the figure: it asks a worker, and draws the newest answer. */
export function gapControl(figure: () => GapFigure): GapControl {
  let opened: Opened | undefined;
  let ask: ReturnType<typeof asking> | undefined;
  let q: PlaneGaussian = standardNormal(2);
  let row = rowOf.encoder;
  let wanted: QChoice | PlaneGaussian | undefined; // asked for before the posterior is known
  let changes = 0; // of q or the image: an answer to an older state is dropped
  let record: FirstFrame | undefined; // of the first image
  let first: FirstFrame | undefined; // the record, while it is shown
  const fail = (error: unknown) => figure().fail(error);

  function show({posterior, highest, site}: Opened, terms: BoundTerms): void {
    figure().showTerms(terms, {...posterior, highest}, site[row]);
    figure().showRow(row, terms, site[row]);
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
          figure().showDecoded(bound.pixels, state.columns, state.channels);
          show(state, bound);
        }
        last = bound.elbo;
        if (!isResting || !bound.hasMore || change !== changes) return;
      }
    }, fail);
  }

  function set(next: PlaneGaussian, nextRow: number): void {
    ++changes;
    q = next;
    row = nextRow;
    figure().showQ(q, true);
    ask?.(true);
  }

  function showFirst(frame: FirstFrame): void {
    if (changes > 0) return;
    first = record = frame;
    showFrame(figure(), frame);
  }

  async function open(image: OpenedImage) {
    const {client, x, columns, channels, encoderQ} = image;
    const change = ++changes;
    const pixels = inkPixels(x);
    // What is shown of the image that was recorded stays until the same is computed.
    const isOf = (frame?: FirstFrame) => String(frame?.pixels) === String(pixels);
    const isShown = isOf(first);
    const site = isOf(record) ? record!.rows : [];
    if (!isShown) wanted = undefined;
    first = opened = ask = undefined;
    figure().isComplete(false);
    if (!isShown) {
      [q, row] = [encoderQ ?? standardNormal(2), rowOf.encoder];
      figure().showImage(pixels, columns, channels);
      rowNames.forEach((_, i) => {
        const isThere = i !== rowOf.encoder || encoderQ !== undefined;
        figure().showRow(i, isThere ? "coming" : undefined);
      });
      figure().showQ(q, false);
    }
    const landscape = await client.landscape(x);
    if (change !== changes) return;
    figure().showLandscape(landscapeField(landscape));
    const posterior = await client.posterior();
    if (change !== changes) return;
    opened = {...image, posterior, highest: highestLikelihood(posterior), site};
    ask = asking(opened);
    figure().showPosterior(posteriorField(posterior));
    put(wanted ?? "encoder");
    wanted = undefined;
    await compare(opened, figure(), (state) => state === opened);
  }

  async function optimize(state: Opened, choice: "best" | "full"): Promise<void> {
    const change = ++changes;
    row = rowOf[choice];
    const {logEvidence} = state.posterior;
    const best = await state.client.best(familyOf[choice], state.encoderQ, ({q: better, elbo}) => {
      if (change !== changes) return;
      q = better;
      figure().showQ(q, false);
      const klToPrior = planeKlToPrior(q);
      const klToPosterior = logEvidence - elbo;
      show(state, {reconstruction: elbo + klToPrior, klToPrior, elbo, klToPosterior, residual: 0});
    });
    if (change === changes) set(best.q, rowOf[choice]);
  }

  function want(choice: QChoice | PlaneGaussian): void {
    wanted = choice;
    figure().fade();
  }

  function put(choice: QChoice | PlaneGaussian): void {
    if (opened === undefined) want(choice);
    else if (typeof choice === "object") set(choice, rowOf.drawn);
    else if (choice === "prior") set(standardNormal(2), rowOf.prior);
    else if (choice === "encoder" && opened.encoderQ !== undefined) {
      set(opened.encoderQ, rowOf.encoder);
    } else void optimize(opened, choice === "full" ? "full" : "best").catch(fail);
  }

  const control: GapControl = {
    onChange() {},
    showFirst,
    open: (image) => void open(image).catch(fail),
    choose(choice) {
      put(choice);
      control.onChange();
    },
    read: () => qJson(wanted ?? choices[row] ?? q),
    write: (json) => put(qOfJson(json)),
    moved(next) {
      q = next;
      row = rowOf.drawn;
      if (opened === undefined) want(q);
      else ++changes;
      ask?.(false);
    },
    rested() {
      ask?.(true);
      control.onChange();
    }
  };
  return control;
}

/** Shows all that was recorded of an image. */
function showFrame(figure: GapFigure, frame: FirstFrame): void {
  const {pixels, columns, landscape, posterior, q, decoded, rows, facts} = frame;
  figure.showImage(pixels, columns);
  figure.showLandscape(landscape);
  figure.showPosterior(posterior);
  figure.showQ(q, true);
  figure.showDecoded(decoded, columns);
  figure.showTerms(rows[rowOf.encoder], facts);
  rows.forEach((terms, i) => figure.showRow(i, terms));
  figure.showRow(rowOf.drawn, rows[rowOf.encoder]);
}

/**
 * Fills the rows of the q that an image’s own is compared with, while the reader does what they do. A
 * decoder that is slow, as TensorFlow.js may be, is asked once for each.
 *
 * @param isCurrent says whether the image is still the one that is shown
 */
async function compare(
  state: Opened,
  figure: GapFigure,
  isCurrent: (state: Opened) => boolean
): Promise<void> {
  const {client, encoderQ, site} = state;
  const fill = async (row: number, q: PlaneGaussian) => {
    for (;;) {
      const start = performance.now();
      const bound = await client.bound(q);
      if (!isCurrent(state)) return;
      figure.showRow(row, bound, site[row]);
      if (!bound.hasMore || performance.now() - start > SLOW) return;
    }
  };
  if (encoderQ !== undefined) await fill(rowOf.encoder, encoderQ);
  for (const choice of ["best", "full"] as const) {
    const best = await client.best(familyOf[choice], encoderQ, () => {});
    if (!isCurrent(state)) return;
    await fill(rowOf[choice], best.q);
  }
  await fill(rowOf.prior, standardNormal(2));
  if (isCurrent(state)) figure.isComplete(true);
}

/** A q that the figure of the gap offers. */
type QChoice = (typeof choices)[number];

const familyOf = {best: "diagonal", full: "full"} as const;

const choiceKind = oneOf<QChoice>(choices);
/**
 * μ and log σ², two numbers each, and the correlation, if there is one: the plane ends well within this. Where the posterior is narrow, a
 * fourth digit of μ would change the sum by a tenth of a nat.
 */
const [fourNumbers, fiveNumbers] = [4, 5].map((count) => numbersIn(count, [-20, 20], 7));
/** A q of a greater correlation would be a line. */
const mostCorrelation = 0.99999;

/** Returns how a q stands in a link; undefined for the encoder’s, which comes first. */
function qJson(q: QChoice | PlaneGaussian): Json | undefined {
  if (typeof q === "string") return q === "encoder" ? undefined : q;
  const {mu, logVar, correlation} = q;
  if (correlation === undefined) return fourNumbers.toJson([...mu, ...logVar]);
  return fiveNumbers.toJson([...mu, ...logVar, correlation]);
}

/** Returns the q of a link; throws an Error where it holds none. */
function qOfJson(json: Json | undefined): QChoice | PlaneGaussian {
  if (json === undefined) return "encoder";
  if (!Array.isArray(json)) return choiceKind.fromJson(json);
  if (json.length < 5) {
    const numbers = fourNumbers.fromJson(json);
    return {mu: numbers.slice(0, 2), logVar: numbers.slice(2)};
  }
  const [mu0, mu1, logVar0, logVar1, correlation] = fiveNumbers.fromJson(json);
  if (Math.abs(correlation) > mostCorrelation) {
    throw new Error(`${correlation}, expected a correlation between −1 and 1`);
  }
  return {mu: [mu0, mu1], logVar: [logVar0, logVar1], correlation};
}

/** An image whose posterior is to be drawn. */
interface OpenedImage {
  client: PosteriorClient;
  /** Its pixels, each in [0, 1], row-major. */
  x: Float32Array;
  /** The pixels of a row. */
  columns: number;
  /** The numbers of a pixel; defaults to 1. */
  channels?: Channels;
  /** The encoder’s q of it; without an encoder the best diagonal q takes its place. */
  encoderQ?: DiagonalGaussian;
}
