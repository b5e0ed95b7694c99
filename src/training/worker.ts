import {answerQuestions} from "../async/worker.js";
import {gatherPieces} from "./image-pieces.js";
import type {TrainingSession} from "./messages.js";
import {createTrainingSession} from "./session.js";

// A timer would wait some milliseconds between two slices; a message to itself comes at once, after
// those that wait.
const {port1, port2} = new MessageChannel();
const waiting: (() => void)[] = [];
port1.addEventListener("message", () => waiting.shift()?.());
port1.start();

const session = createTrainingSession({
  now: () => performance.now(),
  breathe: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    }),
  versions: {browser: navigator.userAgent}
});

answerQuestions<TrainingSession>({...session, ...gatherPieces(session.start)});
