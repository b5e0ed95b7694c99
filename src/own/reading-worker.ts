import {answerQuestions} from "../async/worker.js";
import {readingSession} from "./reading-session.js";

// A set of images takes seconds to unpack: off the main thread, where it can be stopped as well.
answerQuestions(readingSession);
