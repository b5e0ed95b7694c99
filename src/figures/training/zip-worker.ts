import type {ModelZipAnswer, ModelZipRequest} from "./zip-session.js";
import {readModelZip} from "./zip-session.js";

// Inflating, hashing and decoding take longer than a frame.
addEventListener("message", ({data}: MessageEvent<ModelZipRequest>) => {
  const answer = (message: ModelZipAnswer) => postMessage(message);
  readModelZip(data).then(
    (model) => answer({type: "model", model}),
    (error: Error) => answer({type: "failed", message: error.message})
  );
});
