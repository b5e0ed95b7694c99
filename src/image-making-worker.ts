import type {ImageMakingRequest} from "./image-making-messages.js";
import {imageMakingSession} from "./image-making-session.js";

// To check, unpack and open a decoder, and to dream ten thousand images, takes many frames.
addEventListener("message", ({data}: MessageEvent<ImageMakingRequest>) => {
  void imageMakingSession(data, (message, transfer) => postMessage(message, {transfer}));
});
