import {create} from "d3";
import type {Choice} from "../../components/choice.js";
import {choice} from "../../components/choice.js";
import type {Dice} from "../../components/dice.js";
import {dice} from "../../components/dice.js";
import type {CodeDraws} from "../../math/holes.js";
import {keepInput} from "../../state/keep.js";
import {oneOf} from "../../state/kinds.js";
import {putValue} from "../../state/put-value.js";
import type {RecordedAutoEncoders} from "../../training/recorded-auto-encoders.js";
import {openAutoEncoder} from "../../training/recorded-auto-encoders.js";
import {autoEncoderPanel} from "./panel.js";

/** A VAE and a plain auto-encoder, sampled side by side. */
interface AutoEncodersFigure extends HTMLElement {
  inputs: {draws: Choice<CodeDraws>};
  dice: Dice;
  /** Shows both models; resolves once their draws are seen. */
  open(recorded: RecordedAutoEncoders): Promise<void>;
  /** Draws z as the prose asks for. */
  choose(draws: CodeDraws): void;
  reset(): void;
  /** Says in the figure’s place what went wrong. */
  fail(error: unknown): void;
}

const start: CodeDraws = "gaussian";

/** Returns the figure, without its models. */
export function autoEncodersFigure(): AutoEncodersFigure {
  const root = create("div").attr("class", "auto-encoders");
  const node = root.node()!;
  const panels = {
    vae: autoEncoderPanel("VAE"),
    plain: autoEncoderPanel("plain auto-encoder")
  };
  for (const panel of Object.values(panels)) root.append(() => panel);
  const controls = root.append("div").attr("class", "auto-encoders-controls");
  controls.append("span").attr("aria-hidden", "true").text("z drawn from");
  const draws = choice<CodeDraws>(
    [
      ["N(0, I)", "prior"],
      ["a fitted Gaussian", "gaussian"],
      ["a fitted box", "box"]
    ],
    "z drawn from"
  );
  draws.value = start;
  controls.append(() => draws);

  function show(): void {
    for (const panel of Object.values(panels)) panel.draw(draws.value, sown.value);
  }

  draws.addEventListener("input", show);
  const sown = dice(show);
  return Object.assign(node, {
    inputs: {draws},
    dice: sown,
    async open({models, labels}: RecordedAutoEncoders): Promise<void> {
      const [vae, plain] = await Promise.all([models.vae, models.plain].map(openAutoEncoder));
      panels.vae.open(vae, labels);
      panels.plain.open(plain, labels);
      show();
    },
    choose: (next: CodeDraws) => putValue(draws, next),
    reset: () => putValue(draws, start),
    fail: panels.vae.fail
  });
}

/** Keeps the figure in the page’s address. */
export function keepAutoEncoders({inputs: {draws}}: AutoEncodersFigure): void {
  keepInput("draws", draws, oneOf<CodeDraws>(["prior", "gaussian", "box"]));
}
