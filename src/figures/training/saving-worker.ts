import type {RunStore} from "../../training/store.js";
import {openRunStore} from "../../training/store.js";
import type {SavingAnswer, SavingRequest} from "./kept-run.js";

let store: Promise<RunStore> | undefined;

// IndexedDB copies what it is given before it returns: some megabytes, longer than a frame.
addEventListener("message", ({data}: MessageEvent<SavingRequest>) => {
  const {id, name, state} = data;
  const answer = (message: SavingAnswer) => postMessage(message);
  store ??= openRunStore();
  store
    .then((opened) => opened.save(name, state))
    .then(
      () => answer({id}),
      (error: Error) => answer({id, message: error.message})
    );
});
