import type {TrainingFigure} from "./components/training-figure.js";
import type {KeptRun} from "./kept-run.js";
import type {RecordedAtHand} from "./recorded-at-hand.js";
import type {RunParts} from "./run-at-hand.js";

/** What the figure of section 3 works with. */
export interface TrainingParts extends Pick<RunParts, "images" | "kernel"> {
  figure: () => TrainingFigure;
  recorded: RecordedAtHand;
  kept: KeptRun;
  /** Says whether the figure can be seen. */
  isSeen: () => boolean;
}
