import {whenHiddenLong} from "./async/pace.js";
import type {KeptRun} from "./kept-run.js";
import type {RunAtHand} from "./run-at-hand.js";

/** A page that is hidden for so long lets its run rest, in milliseconds. */
const HIDDEN_LIMIT = 60_000;

/** Keeps a run when the page is hidden, and lets it rest when that is for long. Returns how to stop. */
export function restWhenHidden(
  hand: RunAtHand,
  kept: KeptRun,
  say: (text: string) => void
): () => void {
  const running = () => {
    const present = hand.present();
    return present?.report?.status === "running" ? present.run : undefined;
  };
  return whenHiddenLong(document, HIDDEN_LIMIT, {
    atOnce() {
      const run = running();
      if (run !== undefined) void kept.keep(run);
    },
    afterLong() {
      const run = running();
      if (run === undefined) return;
      run.pause();
      say("The run rests: this page was hidden for more than a minute.");
    }
  });
}
