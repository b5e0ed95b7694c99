import {footLine} from "./foot-line.js";

/** How to give up on what could not be loaded so far, by what it is called. */
const waiting = new Map<string, () => void>();

/** Gives up waiting for a module that could not be loaded, and takes its line away. */
export function noLonger(what: string): void {
  waiting.get(what)?.();
  waiting.delete(what);
}

/**
 * Returns a promise to a module that is loaded when it is first needed. Where it cannot be loaded, as
 * without a network, or once the site has changed under an open page, a line at the foot of the
 * window says so, with a button to try again; where that fails too, as in browsers that remember the
 * failure, with one that loads the page anew. The promise waits as long. A later call of the same
 * name takes the place of an earlier one that waits, whose promise is never kept.
 *
 * @param what is loaded, such as “the dialog for links”
 */
export function lateModule<Module>(load: () => Promise<Module>, what: string): Promise<Module> {
  noLonger(what);
  return new Promise((resolve) => {
    const sayFirst = footLine("Try again", () => void attempt(true));
    const sayAgain = footLine("Reload", () => location.reload());

    async function attempt(isAgain: boolean): Promise<void> {
      let isWanted = true;
      waiting.set(what, () => {
        isWanted = false;
        sayFirst("");
        sayAgain("");
      });
      try {
        const loaded = await load();
        if (!isWanted) return;
        waiting.delete(what);
        resolve(loaded);
      } catch {
        if (!isWanted) return;
        if (isAgain) sayAgain(`${capital(what)} still cannot be loaded. ${KEPT}`);
        else sayFirst(`${capital(what)} could not be loaded. Is there a network?`);
      }
    }
    void attempt(false);
  });
}

const KEPT = "Load the page anew: its address keeps what it holds.";

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
