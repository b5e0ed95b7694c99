import type {ImageMakingRequest} from "./making.js";
import {imageMakingSession} from "./making.js";

// To check, unpack and open a decoder, and to dream ten thousand images, takes many frames.
addEventListener("message", ({data}: MessageEvent<ImageMakingRequest>) => {
  void imageMakingSession(data, (message, transfer) => postMessage(message, {transfer}));
});
