import {create, format} from "d3";
import {actionButton} from "../../components/buttons.js";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import {boxOf, drawsMap} from "../../components/draws-map.js";
import {giveData, pointRows} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import {failureNote} from "../../components/notice.js";
import {nextView, type View} from "../../components/plane-view.js";
import {hillBands} from "../../components/posterior-map.js";
import {withValue} from "../../components/with-value.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import type {FullGaussian} from "../../math/gaussian-fit.js";
import {gaussianContour} from "../../math/gaussian-fit.js";
import {posteriorField} from "../../math/posterior-field.js";
import {keepInput} from "../../state/keep.js";
import {oneOf, wholeIn} from "../../state/kinds.js";
import {putValues} from "../../state/put-value.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {PosteriorSource, MarginalEstimates, Repeat, Way} from "./estimates.js";
import {posteriorSources, ways, widenedGaussian, widening} from "./estimates.js";
import type {ErrorStrips} from "./strips.js";
import {errorStrips} from "./strips.js";

/** The figure of appendix D. */
interface MarginalFigure extends HTMLElement {
  inputs: {
    way: ErrorStrips;
    source: Choice<PosteriorSource>;
    /** The number of the repeat that is drawn, from 0. */
    repeat: HTMLElement & {value: number};
  };
  show(known: MarginalEstimates, encoderQ: DiagonalGaussian): void;
  /** Sets how log p(x) is estimated, and where the draws come from, as if the reader had. */
  set(values: {way?: Way; source?: PosteriorSource}): void;
  /** Puts all back to where it began, but for the seed. */
  reset(): void;
  /** Says, in the place of the figure, why it does not go on. */
  fail(error: unknown): void;
}

/** The contours that hold 50 % and 95 % of a Gaussian, in its standard deviations. */
const contourRadii = [Math.sqrt(2 * Math.log(2)), Math.sqrt(2 * Math.log(20))];
/** The most repeats that a link may name. */
const MOST_REPEATS = 200;
const twoDigits = informationFormat(".2f");

/** Returns the figure, without an image as yet. */
export function marginalFigure(): MarginalFigure {
  const root = create("div").attr("class", "map-figure").attr("data-waiting", "");
  const failure = failureNote();
  const left = root.append("div").attr("class", "marginal-map");
  const map = drawsMap({side: 470, name: "the true posterior, draws of it, and q"});
  left.append(() => map.element);
  const legend = left.append("p").attr("class", "note marginal-legend");
  const right = root.append("div").attr("class", "marginal-side");
  const way = errorStrips();
  right.append(() => way);
  const status = right.append("p").attr("class", "marginal-status").attr("role", "status");
  const controls = root.append("div").attr("class", "marginal-controls");
  const source = choice<PosteriorSource>(
    [
      ["exact draws", "exact"],
      ["Hamiltonian Monte Carlo", "chain"]
    ],
    "where the draws of the posterior come from"
  );
  let number = 0;
  const next = actionButton("another repeat", () => {
    number = (number + 1) % Math.max(1, shown?.known.repeats.length ?? 1);
    show();
    repeat.dispatchEvent(new Event("input", {bubbles: true}));
  });
  const repeat = withValue(create("span").node()!, {
    get: () => number,
    set(value: number) {
      number = value;
      show();
    }
  });
  repeat.append(next);
  controls.append(() => source);
  controls.append(() => repeat);
  root.append(() => failure);
  let shown: {known: MarginalEstimates; encoderQ: DiagonalGaussian} | undefined;
  let view: View | undefined;
  let drawn: MarginalEstimates["posterior"] | undefined;

  function show(): void {
    if (shown === undefined) return;
    const {known, encoderQ} = shown;
    const {posterior, repeats} = known;
    const {field, levels, extent} = posteriorField(posterior);
    if (drawn !== posterior) {
      map.density(hillBands(field), {field, thresholds: levels});
      [drawn, view] = [posterior, undefined];
    }
    const one = repeats[Math.min(number, repeats.length - 1)];
    way.show(known, Math.min(number, repeats.length - 1));
    const q = one && densityOf(way.value, one, encoderQ);
    const contours =
      q === undefined ? [] : contourRadii.map((radius) => gaussianContour(q, radius));
    const boxes = [extent, ...contours.map(boxOf), ...(one ? [boxOf(one.draws)] : [])];
    view = nextView(view, ...boxes);
    map.look(view);
    map.show(one === undefined ? {points: [], paths: [], contours} : layersOf(one, contours));
    root.attr("data-waiting", repeats.length === 0 ? "" : null);
    write();
  }

  function layersOf({fitted, draws}: Repeat, contours: readonly ArrayLike<number>[]) {
    const isChain = shown?.known.acceptance !== undefined;
    const isSame = way.value === "same";
    const path = {className: "chain-path", z: [...fitted, ...draws]};
    return {
      paths: isChain ? [path] : [],
      points: [
        {className: isSame ? "evaluated" : "fitted", z: fitted},
        ...(isSame || way.value === "importance" ? [] : [{className: "evaluated", z: draws}])
      ],
      contours
    };
  }

  function write(): void {
    const {known} = shown!;
    const at = Math.min(number, known.repeats.length - 1);
    const count = known.repeats.length;
    legend.text(legends[way.value]);
    if (count === 0) return;
    const exact = known.posterior.logEvidence;
    const estimate = known.repeats[at].estimates[way.value];
    const accepted =
      known.acceptance === undefined
        ? ""
        : ` ${format(".0%")(known.acceptance)} of the chains’ moves were accepted.`;
    const text = Number.isNaN(estimate)
      ? `The draws of repeat ${at + 1} lie in a line: the chain did not move.`
      : `Repeat ${at + 1} of ${count}: ${twoDigits(estimate)}. Exact: ${twoDigits(exact)} ${shownUnit()}.`;
    status.text(`${text}${accepted}`);
  }

  function set(values: {way?: Way; source?: PosteriorSource}): void {
    putValues({way, source}, values);
  }

  for (const input of [way, source]) input.addEventListener("input", show);
  followUnit(root.node()!, show);
  giveData(root.node()!, "estimates", () =>
    (shown?.known.repeats ?? []).map(({estimates}, i) => ({
      repeat: i + 1,
      draws_by: source.value,
      ...Object.fromEntries(ways.map((one) => [`${one}_nats`, estimates[one]])),
      exact_nats: shown!.known.posterior.logEvidence
    }))
  );
  giveData(root.node()!, "draws of the repeat", () => {
    const one = shown?.known.repeats[number];
    if (one === undefined) return [];
    return [
      ...pointRows(one.fitted, "z", 2, () => ({set: "fitted"})),
      ...pointRows(one.draws, "z", 2, () => ({set: "evaluated"}))
    ];
  });
  return Object.assign(root.node()!, {
    inputs: {way, source, repeat},
    show(known: MarginalEstimates, encoderQ: DiagonalGaussian) {
      failure.hidden = true;
      shown = {known, encoderQ};
      show();
    },
    set,
    reset(): void {
      number = 0;
      set({way: "gaussian", source: "exact"});
    },
    fail: failure.fail
  });
}

const both = "○ 50 draws that q is fitted to; ● 50 new ones, for the mean; dashed: q.";
const legends: Record<Way, string> = {
  gaussian: both,
  same: "● 50 draws: q is fitted to them, and the mean is taken over them; dashed: q.",
  wide: both,
  prior: "● 50 draws for the mean; q is the prior.",
  encoder: "● 50 draws for the mean; dashed: q, the encoder’s.",
  importance: "○ 50 draws that q is fitted to; dashed: what 50 others are drawn from."
};

/** Returns the density that a way divides by, or draws from. */
function densityOf(
  way: Way,
  {fit}: Repeat,
  {mu, logVar}: DiagonalGaussian
): FullGaussian | undefined {
  if (way === "prior") return axisGaussian([0, 0], [1, 1]);
  if (way === "encoder")
    return axisGaussian(
      mu,
      logVar.map((value) => Math.exp(value / 2))
    );
  if (fit === undefined) return undefined;
  return widenedGaussian(fit, widening[way]);
}

function axisGaussian(mean: readonly number[], [a, b]: readonly number[]): FullGaussian {
  return {mean: Float64Array.from(mean), factor: Float64Array.of(a, 0, 0, b)};
}

/** Keeps the figure of appendix D in the page’s address. */
export function keepMarginal({inputs: {way, source, repeat}}: MarginalFigure): void {
  keepInput("marginal-q", way, oneOf(ways));
  keepInput("marginal-draws", source, oneOf(posteriorSources));
  keepInput("marginal-repeat", repeat, wholeIn([0, MOST_REPEATS - 1]));
}
