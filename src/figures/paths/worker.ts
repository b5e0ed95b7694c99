import {answerQuestions} from "../../async/worker.js";
import type {PathsSession} from "./session.js";
import {pathsSession} from "./session.js";

// A shortest path takes some tenths of a second: off the main thread.
answerQuestions<PathsSession>(pathsSession());
