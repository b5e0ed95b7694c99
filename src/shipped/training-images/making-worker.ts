import {answerQuestions} from "../../async/worker.js";
import {imageMakingSession} from "./making.js";

// To check, unpack and open a decoder, and to dream ten thousand images, takes many frames.
answerQuestions(imageMakingSession);
