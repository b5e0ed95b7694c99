import type {DiagonalGaussian} from "../math/gradients.js";
import {dice} from "./dice.js";
import type {DrawStream} from "./draw-stream.js";
import {drawStream} from "./draw-stream.js";
import type {Estimators, Expectations, GradientCase, GradientFigure} from "./gradient-case.js";
import type {DigitCases} from "./gradient-frame.js";
import {gradientFrame} from "./gradient-frame.js";
import {readoutText} from "./gradient-readout.js";
import {gradientView} from "./gradient-view.js";
import {playButton} from "./play-button.js";
import {centerOf, stringPoints, withCenter} from "./string-state.js";

const budget = 4000; // draws: enough for the third digit of a standard deviation to settle
const perFrame = 16;
const coming = 11; // draws after the estimate that the strings show faintly

/**
 * Returns the figure of section 2.4: strings on the left, histograms of estimates on the right.
 *
 * @param digits loads the digits, when the reader first asks for one
 */
export function gradientFigure(
  toy: GradientCase,
  digits: () => Promise<DigitCases>,
  estimators: Estimators
): GradientFigure {
  const frame = gradientFrame(toy, digits);
  const {plot, controls, inputs} = frame;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let [kase, center] = [toy, centerOf(toy.start)];
  let wanted = 0;
  let stream: DrawStream;
  let expected: Expectations | undefined;
  let frozen: DrawStream["draws"] | undefined;
  let abort = new AbortController();
  const sown = dice(() => {
    frozen = undefined;
    restart();
  });

  function show({hasStrings = true} = {}): void {
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
  async function pull(mine: DrawStream, options = {}): Promise<void> {
    if (mine !== stream) return;
    show(options);
    const due = wanted + controls.value.samples + coming;
    const {count} = mine.draws;
    if (count >= due) return;
    await mine.grow(Math.min(due, count + kase.batch));
    await pull(mine, options);
  }

  async function fill(mine: DrawStream, q: DiagonalGaussian): Promise<void> {
    const {signal} = abort;
    await mine.grow(controls.value.samples + coming);
    if (mine !== stream) return;
    show();
    const found = await kase.expect(q, signal);
    if (mine !== stream) return;
    expected = found;
    await pull(mine);
  }

  function restart(): void {
    abort.abort();
    abort = new AbortController();
    expected = undefined;
    const q = withCenter(kase.start, center);
    stream = drawStream(kase, q, sown.value);
    fill(stream, q).catch(frame.fail);
  }

  function open(next: GradientCase): void {
    kase = next;
    plot.value = center = centerOf(kase.start);
    frozen = undefined;
    restart();
    frame.element.dispatchEvent(new Event("case"));
  }

  function growTo(draws: number, options = {}): Promise<void> {
    wanted = Math.min(draws, budget);
    return pull(stream, options);
  }

  const play = playButton(async () => {
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
    if (inputs.style.value === "weighs") frozen ??= stream.draws;
    center = plot.value;
    restart();
  });
  controls.addEventListener("input", () => growTo(wanted).catch(frame.fail));
  frame.onCase(open);

  open(toy);
  if (isStill) wanted = budget / 4;
  else play.play();
  return Object.assign(frame.element, {
    inputs,
    stage: () => kase.stage,
    dice: sown,
    reset(): void {
      play.stop();
      controls.reset();
      inputs.style.value = "moves";
      wanted = 0;
      open(kase);
    }
  });
}
