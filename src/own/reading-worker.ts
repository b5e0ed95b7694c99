import type {ReadingRequest} from "./reading-session.js";
import {readingSession} from "./reading-session.js";

// A set of images takes seconds to unpack: off the main thread, where it can be stopped as well.
addEventListener("message", ({data}: MessageEvent<ReadingRequest>) => {
  void readingSession(data, (message, transfer) => postMessage(message, {transfer}));
});
