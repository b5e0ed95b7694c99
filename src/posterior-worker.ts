import {openNetwork} from "./engine/portable-network.js";
import type {PosteriorAnswer, PosteriorRequest} from "./posterior-messages.js";
import {posteriorSession, type PosteriorSession} from "./posterior-session.js";
import {fromFloat16} from "./vae/float16.js";

// A posterior takes some tenths of a second and a bound some milliseconds: off the main thread.
const answer = (message: PosteriorAnswer) => postMessage(message);
let session: Promise<PosteriorSession> | undefined;
let last: Promise<void> = Promise.resolve();

addEventListener("message", ({data}: MessageEvent<PosteriorRequest>) => {
  if (data.type === "decoder") {
    const {layers} = data.network;
    session = openNetwork(data.network, fromFloat16).then(({network}) =>
      posteriorSession(network, layers[layers.length - 1], answer)
    );
    // Who asks next hears of a failure.
    session.catch(() => {});
    return;
  }
  const {id} = data;
  last = last
    .then(async () => (await session)!(data))
    .catch((error: Error) => answer({type: "failed", id, message: error.message}));
});
