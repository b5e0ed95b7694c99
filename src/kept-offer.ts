import type {Notice} from "./components/notice.js";
import type {KeptRun} from "./kept-run.js";
import {isOver, leftHere} from "./training-sentences.js";
import type {RunState} from "./training/state.js";

/**
 * Offers to go on with the run that was kept, if there is one; resolves when that is known.
 *
 * @param isWelcome says whether nothing has begun meanwhile
 */
export async function offerKept(
  kept: KeptRun,
  notice: Notice,
  {isWelcome, goOn}: {isWelcome: () => boolean; goOn: (state: RunState) => void}
): Promise<void> {
  const {run, complaint} = await kept.find();
  if (!isWelcome()) return;
  if (complaint !== undefined) notice.fail(complaint);
  if (run === undefined) return;
  const forget = () => {
    notice.say("");
    kept.forget().catch(notice.fail);
  };
  notice.say(leftHere(run), [
    [isOver(run.state) ? "Show it" : "Go on with it", () => goOn(run.state)],
    ["Forget it", forget]
  ]);
}
