import {create} from "d3";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {ImageChoice, ImageOption} from "../../components/image-choice.js";
import {imageChoice} from "../../components/image-choice.js";
import {nearViewport} from "../../components/near-viewport.js";
import {failureNote} from "../../components/notice.js";
import {opensAsBuilt} from "../../state/page-state.js";
import type {GradientCase} from "./cases.js";
import type {GradientControls} from "./controls.js";
import {gradientControls} from "./controls.js";
import type {HistogramPair} from "./histogram-pair.js";
import {histogramPair} from "./histogram-pair.js";
import type {StringPlot, StringStyle} from "./string-plot.js";
import {stringPlot} from "./string-plot.js";
import type {GradientTable} from "./view.js";
import {gradientTable} from "./view.js";

/** The digits to choose from. */
export interface DigitCases {
  images: ImageOption[];
  /** Returns a promise to the case of an image, by its number. */
  open(image: number): Promise<GradientCase>;
}

/** The parts of the figure, in their places. */
export interface GradientFrame {
  element: HTMLElement;
  plot: StringPlot;
  pair: HistogramPair;
  table: GradientTable;
  controls: GradientControls;
  /** What the reader can set. */
  inputs: GradientControls["inputs"] & {
    f: Choice<"toy" | "digit">;
    style: Choice<StringStyle>;
    q: StringPlot;
    /** Returns the digits to choose from, once they are there. */
    picker(): ImageChoice | undefined;
  };
  /** Where the buttons stand. */
  buttons: HTMLElement;
  step: HTMLButtonElement;
  /** Writes the line under the strings. */
  readout(text: string): void;
  /** Shows whether the histograms are of a q that is no longer. */
  setStale(isStale: boolean): void;
  /** Says in the figure’s place what went wrong. */
  fail(error: unknown): void;
  /** Calls back with the f to begin with, once the figure is near, and when the reader chooses one. */
  onCase(open: (next: GradientCase) => void): void;
}

/** Returns the parts of the figure of section 2.4, laid out. */
export function gradientFrame(toy: GradientCase, digits: () => Promise<DigitCases>): GradientFrame {
  const root = create("div").attr("class", "gradient-figure").attr("data-waiting", "");
  const element = root.node()!;
  const head = root.append("div").attr("class", "gradient-head");
  head.append("span").attr("aria-hidden", "true").text("f is");
  const which = choice<"toy" | "digit">(
    [
      ["log p(x|z) of a digit", "digit"],
      ["a parabola", "toy"]
    ],
    "f"
  );
  head.append(() => which);
  const images = head.append("div").attr("class", "gradient-images");

  const left = root.append("div").attr("class", "gradient-strings");
  const right = root.append("div").attr("class", "gradient-estimates");
  const styleRow = left.append("div").attr("class", "named-choice");
  styleRow.append("span").attr("aria-hidden", "true").text("when q moves,");
  const style = choice<StringStyle>(
    [
      ["the draws move", "moves"],
      ["their weights change", "weighs"]
    ],
    "when q moves"
  );
  styleRow.append(() => style);
  const plot = stringPlot();
  left.append(() => plot);
  const line = left.append("p").attr("class", "readout").attr("data-readout", "");
  const controls = gradientControls();
  right.append(() => controls);
  const buttons = right.append("div").attr("class", "gradient-buttons");
  const step = buttons.append("button").attr("type", "button").text("Step");
  const pair = histogramPair();
  right.append(() => pair);
  const table = gradientTable();
  root.append(() => table);
  const failure = failureNote();
  root.append(() => failure);

  let picker: ImageChoice | undefined;
  function onCase(open: (next: GradientCase) => void): void {
    let loading: Promise<DigitCases> | undefined;
    const isDigit = () => which.value === "digit";

    async function openDigit(): Promise<void> {
      failure.hidden = true;
      line.text("The decoder is on its way …");
      const cases = await (loading ??= digits());
      if (picker === undefined) {
        picker = imageChoice(cases.images, "image x");
        picker.addEventListener("input", () => void openDigit().catch(failure.fail));
        images.append(() => picker!);
        element.dispatchEvent(new Event("images"));
      }
      const chosen = picker.value;
      const next = await cases.open(chosen);
      if (isDigit() && picker.value === chosen) open(next);
    }

    which.addEventListener("input", () => {
      images.style("visibility", isDigit() ? "visible" : "hidden");
      if (!isDigit()) return open(toy);
      tryDigit();
    });
    function tryDigit(): void {
      openDigit().catch((error: unknown) => {
        loading = undefined;
        failure.fail(error);
      });
    }
    const isNear = opensAsBuilt() ? nearViewport(element) : Promise.resolve();
    void isNear.then(() => isDigit() && loading === undefined && tryDigit());
  }

  return {
    element,
    plot,
    pair,
    table,
    controls,
    inputs: {...controls.inputs, f: which, style, q: plot, picker: () => picker},
    buttons: buttons.node()!,
    step: step.node()!,
    readout: (text) => line.text(text),
    setStale(isStale) {
      right.classed("stale", isStale);
      if (!isStale) root.attr("data-waiting", null);
    },
    fail: failure.fail,
    onCase
  };
}
