import {create, format} from "d3";
import {newestNext} from "../../async/newest.js";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import {imageChoice} from "../../components/image-choice.js";
import {failureNote} from "../../components/notice.js";
import {numberSlider} from "../../components/number-slider.js";
import {withValue} from "../../components/with-value.js";
import type {Draws} from "../../math/gradients.js";
import {keepParts} from "../../state/keep.js";
import {oneOf, wholeIn} from "../../state/kinds.js";
import {followUnit} from "../../state/unit.js";
import type {EstimatorChoice, EstimatorModel} from "./model.js";
import {firstChoice, measuredDraws, shownDraws} from "./model.js";
import {estimateView} from "./view.js";

/** What the reader has set, but the seed. */
interface EstimatorSettings {
  state: string;
  image: number;
  /** Which latent, by how much KL it carries for this image: 1 carries most. */
  rank: number;
}

/** Single draws of (6), (7) and the path derivative; its input event says that the reader set it. */
export interface EstimatorFigure extends HTMLElement {
  /** Setting it says nothing. */
  value: EstimatorSettings;
  dice: Dice;
  /** The images and the latents that there are to choose from, at most. */
  most: {images: number; latents: number};
  /** Sets some of it as a reader does. */
  set(change: Partial<EstimatorSettings>): void;
  /** Puts all back to where it began; the seed stays. */
  reset(): void;
}

/** What the slider calls the states of the training, and what the others are called. */
interface StateNames {
  /** The minibatches taken. */
  recorded: readonly string[];
  shipped: readonly string[];
}

const start: EstimatorSettings = {state: firstChoice.state, image: firstChoice.image, rank: 1};
const count = format(",");

/** Returns the figure. */
export function estimatorFigure(
  model: EstimatorModel,
  {recorded, shipped}: StateNames
): EstimatorFigure {
  const root = create("div").attr("class", "estimator-figure");
  const element = root.node()!;
  const mostLatents = model.q(start).mu.length;
  let settings = start;
  const which: Choice<string> = choice(
    [["in training", "training"], ...shipped.map((id) => [id, id] as const)],
    "the model whose estimates are drawn"
  );
  const steps = numberSlider("minibatches taken", {
    range: [0, recorded.length - 1],
    step: 1,
    value: 0,
    text: (value) => count(Number(recorded[value]))
  });
  const latent = numberSlider("latent, by the KL that it carries", {
    range: [1, mostLatents],
    step: 1,
    value: 1,
    text: (value) => String(Math.min(value, model.q(settings).mu.length))
  });
  const images = imageChoice(
    model.images.map(({label, pixels}) => ({name: `a ${label}`, pixels})),
    "the image whose bound is estimated"
  );
  const controls = root.append("div").attr("class", "estimator-controls");
  for (const input of [steps, which, latent]) controls.append(() => input);
  root.append(() => images);
  const view = estimateView();
  root.append(() => view);
  const failure = failureNote();
  root.append(() => failure);
  let shown: {choice: EstimatorChoice; draws: Draws} = {choice: firstChoice, draws: model.first};

  function show(): void {
    view.show(shown.draws, settings.rank);
    root.attr("data-draws", shown.draws.count);
  }

  followUnit(root.node()!, show);

  /** Returns whether what is shown is what is set. */
  function isOf({state, image, seed}: EstimatorChoice): boolean {
    const {choice: of} = shown;
    return of.state === state && of.image === image && of.seed === seed;
  }

  const measure = newestNext(
    async (wanted: EstimatorChoice) => {
      for (const draws of [shownDraws, measuredDraws]) {
        if (isOf(wanted) && shown.draws.count >= draws) continue;
        const next = await model.draws(wanted, draws);
        if (!isWanted(wanted)) return;
        shown = {choice: wanted, draws: next};
        failure.hidden = true;
        show();
      }
      root.classed("waiting", false);
    },
    (error) => failure.fail(error)
  );

  const sown = dice(() => draw());
  const wantedNow = (): EstimatorChoice => ({
    state: settings.state,
    image: settings.image,
    seed: sown.value
  });
  function isWanted({state, image, seed}: EstimatorChoice): boolean {
    const now = wantedNow();
    return now.state === state && now.image === image && now.seed === seed;
  }
  function draw(): void {
    const isTraining = recorded.includes(settings.state);
    which.value = isTraining ? "training" : settings.state;
    if (isTraining) steps.value = recorded.indexOf(settings.state);
    steps.classList.toggle("estimator-idle", !isTraining);
    images.value = settings.image;
    latent.value = settings.rank;
    const wanted = wantedNow();
    if (isOf(wanted)) show();
    else root.classed("waiting", true);
    measure(wanted);
  }
  function set(change: Partial<EstimatorSettings>): void {
    settings = {...settings, ...change};
    draw();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  const on = (input: HTMLElement, act: () => void) =>
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      act();
    });
  on(steps, () => set({state: recorded[steps.value]}));
  on(which, () => set({state: which.value === "training" ? recorded[steps.value] : which.value}));
  on(images, () => set({image: images.value}));
  on(latent, () => set({rank: latent.value}));

  images.value = start.image;
  show();
  const figure = Object.assign(element, {
    dice: sown,
    most: {images: model.images.length, latents: mostLatents},
    set,
    reset: () => set(start)
  });
  return withValue(figure, {
    get: () => settings,
    set(next: EstimatorSettings) {
      settings = next;
      draw();
    }
  });
}

/** Keeps what the reader has set of the figure in the page’s address. */
export function keepEstimators(figure: EstimatorFigure, {recorded, shipped}: StateNames): void {
  keepParts(figure, {
    state: ["estimates-of", oneOf([...recorded, ...shipped])],
    image: ["estimates-image", wholeIn([0, figure.most.images - 1])],
    rank: ["estimates-latent", wholeIn([1, figure.most.latents])]
  });
}
