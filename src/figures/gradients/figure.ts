import {mean} from "d3";
import {centerIn} from "../../components/center.js";
import {dice} from "../../components/dice.js";
import {threeDigits} from "../../components/histogram.js";
import {playButton} from "../../components/play-button.js";
import type {LocationScale, Draws} from "../../math/gradients.js";
import {keepInput} from "../../state/keep.js";
import {numberIn, oneOf, wholeIn, yesNo} from "../../state/kinds.js";
import type {Estimators, Expectations, GradientCase, GradientFigure} from "./cases.js";
import {mostConstant, sampleSizes} from "./controls.js";
import type {DigitCases} from "./frame.js";
import {gradientFrame} from "./frame.js";
import type {StringPoint} from "./string-plot.js";
import {centerOf, stringPoints, withCenter} from "./string-plot.js";
import type {GradientView} from "./view.js";
import {gradientView} from "./view.js";

const budget = 4000; // draws: enough for the third digit of a standard deviation to settle
const perFrame = 16;
const coming = 11; // draws after the estimate that the strings show faintly

/**
 * Returns the figure of section 2.4: strings on the left, histograms of estimates on the right.
 *
 * @param digits loads the digits, of which the first one is shown first
 */
export function gradientFigure(
  toy: GradientCase,
  digits: () => Promise<DigitCases>,
  estimators: Estimators
): GradientFigure {
  const frame = gradientFrame(toy, digits);
  const {plot, controls, inputs} = frame;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let center = centerOf(toy.start);
  let kase: GradientCase | undefined; // none before the first one is there
  let wanted = isStill ? budget / 4 : 0;
  let stream: DrawStream | undefined;
  let expected: Expectations | undefined;
  let frozen: DrawStream["draws"] | undefined;
  let abort = new AbortController();
  const sown = dice(() => {
    frozen = undefined;
    restart();
  });

  function show({hasStrings = true} = {}): void {
    if (kase === undefined || stream === undefined) return;
    const settings = controls.value;
    const {samples, constant} = settings;
    // Until it is known what to expect, the axes would jump: the old picture stays, faint.
    frame.setStale(expected === undefined);
    const view = gradientView(stream.draws, wanted, expected, settings, estimators);
    if (expected !== undefined) {
      frame.pair.show(view.histograms);
      frame.table.show(view.table);
    }
    const {count} = view.table;
    if (!hasStrings) return frame.readout(`${count.toLocaleString("en")} estimates, and counting`);
    const number = Math.max(1, count);
    const points = stringPoints(frozen ?? stream.draws, {
      start: (number - 1) * samples,
      length: samples + coming,
      now: center,
      constant
    });
    plot.show(kase.stage, {center, points, style: inputs.style.value, lit: samples, constant});
    frame.readout(readoutText(view, points.slice(0, samples)));
  }

  /** Grows a stream to what is wanted, a batch at a time, as long as it is the present one. */
  async function pull(mine: DrawStream | undefined, options = {}): Promise<void> {
    if (kase === undefined || mine === undefined || mine !== stream) return;
    show(options);
    const due = wanted + controls.value.samples + coming;
    const {count} = mine.draws;
    if (count >= due) return;
    await mine.grow(Math.min(due, count + kase.batch));
    await pull(mine, options);
  }

  async function fill(mine: DrawStream, of: GradientCase, q: LocationScale): Promise<void> {
    const {signal} = abort;
    await mine.grow(controls.value.samples + coming);
    if (mine !== stream) return;
    show();
    const found = await of.expect(q, signal);
    if (mine !== stream) return;
    expected = found;
    await pull(mine);
  }

  function restart(): void {
    abort.abort();
    abort = new AbortController();
    expected = undefined;
    if (kase === undefined) return;
    const q = withCenter(kase.start, center);
    stream = drawStream(kase, q, sown.value);
    fill(stream, kase, q).catch(frame.fail);
  }

  function open(next: GradientCase): void {
    const isFirst = kase === undefined;
    kase = next;
    plot.value = center = centerOf(next.start);
    frozen = undefined;
    restart();
    if (isFirst && !isStill) play.play();
    frame.element.dispatchEvent(new Event("case"));
  }

  function growTo(draws: number, options = {}): Promise<void> {
    wanted = Math.min(draws, budget);
    return pull(stream, options);
  }

  const play = playButton(async () => {
    if (kase === undefined) return true; // until there is something to play
    // Played to the end, it begins anew.
    if (wanted >= budget) wanted = 0;
    const next = isStill ? budget : wanted + perFrame;
    await growTo(next, {hasStrings: next >= budget});
    return wanted < budget;
  }, frame.element);
  const thaw = (): void => {
    frozen = undefined;
    show();
  };
  play.addEventListener("click", thaw);
  inputs.style.addEventListener("input", thaw);
  frame.step.addEventListener("click", () => {
    play.stop();
    frozen = undefined;
    const {samples} = controls.value;
    growTo((Math.floor(wanted / samples) + 1) * samples).catch(frame.fail);
  });
  frame.buttons.prepend(play);

  plot.addEventListener("input", () => {
    if (inputs.style.value === "weighs") frozen ??= stream?.draws;
    center = plot.value;
    restart();
  });
  controls.addEventListener("input", () => growTo(wanted).catch(frame.fail));
  frame.onCase(open);
  return Object.assign(frame.element, {
    inputs,
    stage: () => (kase ?? toy).stage,
    dice: sown,
    reset(): void {
      play.stop();
      controls.reset();
      inputs.style.value = "moves";
      wanted = 0;
      if (kase !== undefined) open(kase);
    }
  });
}

/** The draws of one q from one seed, as many as have been asked for. */
interface DrawStream {
  /** The draws so far. */
  readonly draws: Draws;
  /** Returns a promise that settles when there are at least count draws; earlier ones are kept. */
  grow(count: number): Promise<void>;
}

/** Returns a stream of draws that begins empty, and grows in its turn however it is asked. */
export function drawStream(
  kase: Pick<GradientCase, "draw">,
  q: LocationScale,
  seed: number
): DrawStream {
  const empty = new Float64Array(0);
  let draws: Draws = {count: 0, q, epsilon: empty, z: empty, f: empty, slope: empty};
  let last = Promise.resolve();

  async function extend(count: number): Promise<void> {
    if (count <= draws.count) return;
    const numbers = {seed, start: draws.count, count: count - draws.count};
    draws = joined(draws, await kase.draw(q, numbers));
  }

  return {
    get draws() {
      return draws;
    },
    grow: (count) => (last = last.then(() => extend(count)))
  };
}

function joined(a: Draws, b: Draws): Draws {
  const join = (name: "epsilon" | "z" | "f" | "slope") => {
    const both = new Float64Array(a[name].length + b[name].length);
    both.set(a[name]);
    both.set(b[name], a[name].length);
    return both;
  };
  const [epsilon, z, f, slope] = [join("epsilon"), join("z"), join("f"), join("slope")];
  return {count: a.count + b.count, q: a.q, epsilon, z, f, slope};
}

/** Keeps the figure of section 2.4 in the page’s address: f, q, and what is asked of the estimates. */
export function keepGradients(figure: GradientFigure): void {
  const {f, style, q, samples, of, constant, baseline, sameScale} = figure.inputs;
  figure.addEventListener("case", () => {
    const {muRange, sigmaRange} = figure.stage();
    keepInput("q", q, centerIn(muRange, sigmaRange));
  });
  keepInput("f", f, oneOf<"toy" | "digit">(["toy", "digit"]));
  keepInput("style", style, oneOf<"moves" | "weighs">(["moves", "weighs"]));
  keepInput("samples", samples, oneOf(sampleSizes));
  keepInput("of", of, oneOf<"mu" | "sigma">(["mu", "sigma"]));
  keepInput("constant", constant, numberIn([-mostConstant, mostConstant]));
  keepInput("baseline", baseline, yesNo);
  keepInput("same-scale", sameScale, yesNo);
  figure.addEventListener("images", () => {
    const picker = figure.inputs.picker()!;
    keepInput("image", picker, wholeIn([0, picker.elements.length - 1]), {
      when: () => f.value === "digit"
    });
  });
}

/**
 * Returns one line about the last estimate of a view.
 *
 * @param points the draws that it is made of
 */
export function readoutText(
  {last, table: {count, exact}}: Pick<GradientView, "last" | "table">,
  points: readonly StringPoint[]
): string {
  if (last === undefined) return "No estimate yet: press Play or Step.";
  const objective = mean(points, ({f, weight}) => f * weight)!;
  const parts = [
    `Estimate ${count}`,
    `mean of f ${threeDigits(objective)}`,
    `gradient: pathwise ${threeDigits(last.pathwise)}`,
    `score function ${threeDigits(last.score)}`
  ];
  if (exact !== undefined) parts.push(`exact ${threeDigits(exact)}`);
  return parts.join(" · ");
}
