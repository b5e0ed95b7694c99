import {once} from "../../async/once.js";
import {answerQuestions} from "../../async/worker.js";
import type {RunState} from "../../training/state.js";
import {openRunStore} from "../../training/store.js";

/** What the worker that keeps runs answers, once a run is kept; it throws why it is not. */
export interface SavingSession {
  save(run: {name: string; state: RunState; instead?: readonly string[]}): Promise<void>;
}

const store = once(() => openRunStore());

// IndexedDB copies what it is given before it returns: some megabytes, longer than a frame.
answerQuestions<SavingSession>({
  save: async ({name, state, instead}) => (await store()).save(name, state, instead)
});
