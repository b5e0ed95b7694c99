import {create, format} from "d3";
import {actionButton} from "../../components/buttons.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import type {ImageChoice} from "../../components/image-choice.js";
import {imageChoice} from "../../components/image-choice.js";
import {informationFormat} from "../../components/information.js";
import {failureNote} from "../../components/notice.js";
import {inkPixels} from "../../components/picture.js";
import {playButton} from "../../components/play-button.js";
import {stepChart} from "../../components/step-chart.js";
import {withValue} from "../../components/with-value.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {standardNormal} from "../../math/diagonal-gaussian.js";
import type {FirstFrame} from "../../posteriors/first-frame.js";
import type {ExampleImage} from "../../shipped/examples.js";
import {keepParts} from "../../state/keep.js";
import {oneOf, wholeIn} from "../../state/kinds.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import {walkMaps} from "./map.js";
import type {Walk} from "./walk.js";
import {WALK_STEPS} from "./walk.js";
import type {OpenImage, WalkModel} from "./walks.js";
import {walksFor} from "./walks.js";

/** What the reader has set, but the seed. */
interface FitSettings {
  /** The place of the image among those offered, from 0. */
  image: number;
  /** L. */
  L: number;
  /** The steps that have been taken. */
  steps: number;
}

/** One q that climbs the bound of one image; its input event says that the reader has set it. */
interface FitFigure extends HTMLElement {
  /** Setting it says nothing. */
  value: FitSettings;
  dice: Dice;
  /** How many images there are. */
  imageCount: number;
  /** Sets some of it as a reader does. */
  set(change: Partial<FitSettings>): void;
  /** Puts q back to the prior, and all else to where it began; the seed stays. */
  reset(): void;
}

/** What the figure needs of the model. */
interface FitParts extends WalkModel {
  images: readonly Pick<ExampleImage, "x" | "label" | "kinds">[];
  /** What was recorded of the first of them. */
  first: FirstFrame;
}

const drawCounts = [1, 5, 20];
const start: FitSettings = {image: 0, L: 5, steps: 0};
const twoDecimals = format(".2f");
const nats = informationFormat(".2f");

/** Returns the figure. */
export function fitFigure({first, ...model}: FitParts): FitFigure {
  const {images} = model;
  const root = create("div").attr("class", "fit-figure");
  const element = root.node()!;
  let settings = start;
  let shown = ""; // which walk
  let drawn: Parameters<typeof draw> = [[standardNormal(2)], [first.rows[3].elbo]]; // the prior’s
  let opened: OpenImage = {
    image: start.image,
    logEvidence: first.facts.logEvidence,
    best: first.rows[1].elbo
  };
  const controls = root.append("div").attr("class", "fit-controls");
  const play = playButton(async () => {
    const step = matchMedia("(prefers-reduced-motion: reduce)").matches ? 50 : 2;
    await goTo(settings.steps + step);
    return settings.steps < WALK_STEPS;
  }, element);
  play.classList.add("action");
  const one = actionButton("One step", () => {
    play.stop();
    void goTo(settings.steps + 1);
  });
  const buttons = controls.append("div").attr("class", "action-buttons");
  for (const button of [play, one]) buttons.append(() => button);
  const draws = choice(
    drawCounts.map((count) => [`L = ${count}`, count] as const),
    "draws behind each step of q"
  );
  const picker = pickerOf(images);
  for (const input of [draws, picker]) controls.append(() => input);
  const maps = walkMaps();
  const view = root.append("div").attr("class", "fit-view");
  const chart = stepChart("steps", {most: 340});
  for (const part of [maps, chart]) view.append(() => part);
  const reading = root.append("p").attr("class", "fit-reading").attr("role", "status");
  const failure = failureNote();
  root.append(() => failure);
  const sown = dice(() => void follow());

  const walkFor = walksFor(model, (image, {landscape, posterior}) => {
    opened = image;
    maps.landscape(landscape);
    maps.posterior(posterior);
  });

  async function goTo(steps: number): Promise<void> {
    set({steps: Math.min(WALK_STEPS, steps)});
    await follow();
  }

  /** Computes what is set, and draws it as it grows. */
  async function follow(): Promise<void> {
    const {image, L} = settings;
    const seed = sown.value;
    const isPresent = () => settings.image === image && settings.L === L && sown.value === seed;
    const key = [image, L, seed].join();
    // A walk that goes on is not faint meanwhile.
    root.classed("waiting", shown !== key);
    try {
      const made = await walkFor({image, L, seed});
      while (isPresent() && made.states.length <= settings.steps) {
        await made.grow(Math.min(settings.steps, made.states.length + 9));
        if (isPresent()) show(made, key);
      }
      await made.grow(0);
      if (!isPresent()) return;
      show(made, key);
    } catch (error) {
      play.stop();
      failure.fail(error);
    }
  }

  function show(made: Walk, key: string): void {
    shown = key;
    root.classed("waiting", false);
    const seen = Math.min(settings.steps, made.states.length - 1) + 1;
    draw(
      made.states.slice(0, seen).map(({q}) => q),
      made.bounds.slice(0, seen)
    );
  }

  function draw(path: readonly DiagonalGaussian[], bounds: readonly number[]): void {
    drawn = [path, bounds];
    maps.show(path);
    chart.show(curvesOf(bounds, opened), WALK_STEPS);
    root.attr("data-steps", path.length - 1);
    const text = walkSentence(path, bounds, opened);
    if (reading.text() !== text) reading.text(text);
  }

  function mirror(): void {
    [draws.value, picker.value] = [settings.L, settings.image];
    one.disabled = settings.steps >= WALK_STEPS;
  }
  function set(change: Partial<FitSettings>): void {
    settings = {...settings, ...change};
    mirror();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  const on = (input: HTMLElement, change: () => Partial<FitSettings>) =>
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      play.stop();
      set({...change(), steps: 0});
      void follow();
    });
  on(draws, () => ({L: draws.value}));
  on(picker, () => ({image: picker.value}));
  draws.value = start.L;
  maps.landscape(first.landscape);
  maps.posterior(first.posterior);
  draw(...drawn);
  followUnit(element, () => draw(...drawn));
  const figure = Object.assign(element, {
    dice: sown,
    imageCount: images.length,
    set(change: Partial<FitSettings>): void {
      play.stop();
      set(change);
      void follow();
    },
    reset(): void {
      play.stop();
      set(start);
      void follow();
    }
  });
  return withValue(figure, {
    get: () => settings,
    set(next: FitSettings) {
      settings = next;
      mirror();
      void follow();
    }
  });
}

/** Returns the bound as far as it has been computed, and the lines that it cannot cross. */
function curvesOf(bounds: readonly number[], {logEvidence, best}: OpenImage) {
  const level = (value: number) => Array.from({length: WALK_STEPS + 1}, () => value);
  return [
    {name: "log p(x)", className: "of-posterior", values: level(logEvidence)},
    {name: "best q", className: "of-q faint", values: level(best)},
    {name: "bound", className: "", values: bounds}
  ];
}

/** Returns the images to choose from. */
function pickerOf(images: FitParts["images"]): ImageChoice {
  const options = images.map(({label, kinds, x}) => {
    const kind = kinds[0] === "class" ? "" : `, ${kinds[0]}`;
    return {name: `a ${label}${kind}`, pixels: inkPixels(x)};
  });
  return imageChoice(options, "the image that q is fitted to");
}

/** Returns where q is, and how far the bound has risen, in a sentence. */
function walkSentence(
  path: readonly DiagonalGaussian[],
  bounds: readonly number[],
  {logEvidence, best}: OpenImage
): string {
  const {mu, logVar} = path.at(-1)!;
  const list = (values: readonly number[]) => values.map((value) => twoDecimals(value)).join(", ");
  const sigma = logVar.map((value) => Math.exp(value / 2));
  return (
    `After ${path.length - 1} steps μ = (${list(mu)}), σ = (${list(sigma)}). The bound is ` +
    `${nats(bounds.at(-1)!)} ${shownUnit()}; that of the best q of this form is ${nats(best)}, and ` +
    `log p(x) is ${nats(logEvidence)}.`
  );
}

/** Keeps what the reader has set of the figure in the page’s address. */
export function keepFit(figure: FitFigure): void {
  keepParts(figure, {
    image: ["fit-image", wholeIn([0, figure.imageCount - 1])],
    L: ["fit-draws", oneOf(drawCounts)],
    steps: ["fit-steps", wholeIn([0, WALK_STEPS])]
  });
}
