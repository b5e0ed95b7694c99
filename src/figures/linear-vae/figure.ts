import {create, format} from "d3";
import {actionButtons} from "../../components/buttons.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {giveData} from "../../components/figure-data.js";
import {informationFormat, unitLabel} from "../../components/information.js";
import {numberSlider} from "../../components/number-slider.js";
import {inkPixels, picture, sheetPixels} from "../../components/picture.js";
import {withValue} from "../../components/with-value.js";
import type {Directions, RecordedDirections, Spectrum} from "../../formats/spectrum.js";
import {openDirections} from "../../formats/spectrum.js";
import {linearImages, linearVae} from "../../math/linear-vae.js";
import {priorSamples} from "../../math/random.js";
import {keepInput} from "../../state/keep.js";
import {numberIn} from "../../state/kinds.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import type {NamedVariance} from "./chart.js";
import {spectrumChart} from "./chart.js";

/** The figure of the linear VAE over a spectrum. */
interface LinearVaeFigure extends HTMLElement {
  inputs: {variance: HTMLElement & {value: number}};
  dice: Dice;
  /** Draws images from now on. */
  open(directions: RecordedDirections): void;
  /** Sets s², as if the reader had. */
  choose(variance: number): void;
  reset(): void;
  /** Says in the place of the images why there are none. */
  fail(error: unknown): void;
}

const side = 4; // images of the sheet’s side
const imageSide = 28; // pixels
const range = [0.1, 1000] as const; // of s²
const oneDecimal = format(".1f");
const nats = informationFormat(".1f");
const oneSign = (value: number) => nats(value).replace(/^−0\.0$/, "0.0");

/**
 * Returns the figure without its images.
 *
 * @param named the s² that have buttons; the figure begins with the first
 */
export function linearVaeFigure(
  {values}: Pick<Spectrum, "values">,
  named: readonly NamedVariance[]
): LinearVaeFigure {
  const root = create("div").attr("class", "linear-vae").attr("data-waiting", "");
  const node = root.node()!;
  const chart = spectrumChart(values, named);
  root.append(() => chart);
  const beside = root.append("div").attr("class", "linear-vae-beside");
  const sheet = picture({
    width: side * imageSide,
    height: side * imageSide,
    label: "draws of the linear model"
  });
  beside.append(() => sheet);
  const table = beside.append("table").attr("data-readout", "").append("tbody");
  const rowOf = (name: () => string, term = "", className = "") => {
    const row = table.append("tr").attr("class", className);
    if (term !== "") row.attr("data-term", term);
    row.append("th").attr("scope", "row").call(unitLabel, name);
    return row.append("td");
  };
  const cells = {
    live: rowOf(() => "live directions"),
    error: rowOf(() => "squared error that is left"),
    reconstruction: rowOf(() => `E[log p(x|z)], ${shownUnit()}`, "reconstruction"),
    kl: rowOf(() => `KL(q ‖ p(z)), ${shownUnit()}`, "kl-prior"),
    bound: rowOf(() => `the bound = log p(x), ${shownUnit()}`, "evidence", "of-posterior")
  };
  const controls = root.append("div").attr("class", "linear-vae-controls");
  // On a logarithmic scale; what has a name is set exactly, between the slider’s steps.
  const slider = numberSlider("s², the variance of the decoder", {
    range: [Math.log10(range[0]), Math.log10(range[1])],
    step: 0.01,
    value: Math.log10(named[0].variance),
    text: (power) => format(".3~r")(10 ** power),
    label: "s²"
  });
  const variance = withValue(create("span").attr("class", "linear-vae-variance").node()!, {
    get: () => 10 ** slider.value,
    set(next: number) {
      slider.value = Math.log10(next);
    }
  });
  variance.append(slider);
  const buttons = actionButtons(
    named.map(({name, variance: value}) => [name, () => choose(value)] as const),
    "a variance"
  );
  controls.append(() => variance);
  controls.append(() => buttons);
  const total = values.reduce((sum, value) => sum + value, 0);
  let opened: {directions: Directions; z: Float32Array} | undefined;

  function show(): void {
    const value = variance.value;
    chart.show(value);
    const facts = linearVae(values, value);
    cells.live.text(`${facts.live} of ${values.length}`);
    cells.error.text(`${oneDecimal(facts.squaredError)} of ${oneDecimal(total)}`);
    for (const part of ["reconstruction", "kl", "bound"] as const) {
      cells[part].text(oneSign(facts[part]));
    }
    named.forEach((one, i) => {
      const isSet = Math.abs(Math.log(value / one.variance)) < 1e-6;
      buttons.children[i].setAttribute("aria-pressed", String(isSet));
    });
    draw();
  }
  function draw(): void {
    if (opened === undefined) return;
    const {directions, z} = opened;
    const images = linearImages(directions, values, {variance: variance.value, z});
    sheet.draw(sheetPixels(inkPixels(images), side), side * imageSide);
  }
  function choose(value: number): void {
    variance.value = value;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
  }
  const drawsOf = (seed: number, latents: number) => priorSamples(seed, side * side, latents);

  variance.addEventListener("input", show);
  const sown = dice((seed) => {
    if (opened === undefined) return;
    opened.z = drawsOf(seed, opened.directions.vectors.length);
    draw();
  });
  giveData(node, "the linear VAE", () => {
    const {live, ...facts} = linearVae(values, variance.value);
    return [
      {
        variance: variance.value,
        live_directions: live,
        squared_error: facts.squaredError,
        reconstruction_nats: facts.reconstruction,
        kl_nats: facts.kl,
        bound_nats: facts.bound
      }
    ];
  });
  show();
  followUnit(node, show);
  return Object.assign(node, {
    inputs: {variance},
    dice: sown,
    open(recorded: RecordedDirections): void {
      const directions = openDirections(recorded);
      opened = {directions, z: drawsOf(sown.value, directions.vectors.length)};
      draw();
      root.attr("data-waiting", null);
    },
    choose,
    reset: () => choose(named[0].variance),
    fail: sheet.fail
  });
}

/** Keeps the figure in the page’s address. */
export function keepLinearVae({inputs: {variance}}: LinearVaeFigure): void {
  keepInput("variance", variance, numberIn(range));
}
