import {messageBreaks} from "../async/pace.js";
import {answerQuestions} from "../async/worker.js";
import {gatherPieces} from "./image-pieces.js";
import type {TrainingSession} from "./messages.js";
import {createTrainingSession} from "./session.js";

const session = createTrainingSession({
  now: () => performance.now(),
  breathe: messageBreaks(),
  versions: {browser: navigator.userAgent}
});

answerQuestions<TrainingSession>({...session, ...gatherPieces(session.start)});
