import {kernelRows} from "../engine/kernel-network.js";
import type {PortableNetwork} from "../engine/open-network.js";
import {openNetwork} from "../engine/open-network.js";
import type {PosteriorAnswer, PosteriorRequest, PosteriorSession} from "./session.js";
import {posteriorSession} from "./session.js";

// A posterior takes some tenths of a second and a bound some milliseconds: off the main thread.
const answer = (message: PosteriorAnswer) => postMessage(message);
let session: Promise<PosteriorSession> | undefined;
let last: Promise<void> = Promise.resolve();

addEventListener("message", ({data}: MessageEvent<PosteriorRequest>) => {
  if (data.type === "decoder" || data.type === "tfjs") {
    session = data.type === "decoder" ? start(data.network) : startTfjsModel(data);
    // Who asks next hears of a failure.
    session.catch(() => {});
    return;
  }
  const {id} = data;
  last = last
    .then(async () => (await session)!(data))
    .catch((error: Error) => answer({type: "failed", id, message: error.message}));
});

async function start(portable: PortableNetwork): Promise<PosteriorSession> {
  const {layers, kernel} = portable;
  const {network, engine} = await openNetwork(portable);
  const keepRows = engine === "kernel" ? await kernelRows(kernel!) : undefined;
  return posteriorSession(network, layers[layers.length - 1], keepRows, answer);
}

async function startTfjsModel(request: PosteriorRequest & {type: "tfjs"}) {
  // Fetched only for models that are no layers of ours: it is heavier than all else.
  const {openTfjsPointwise} = await import("./tfjs-pointwise.js");
  const network = await openTfjsPointwise(request, (count) => answer({type: "decoded", count}));
  return posteriorSession(network, undefined, undefined, answer);
}
