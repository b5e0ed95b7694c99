import {answerQuestions} from "../../async/worker.js";
import type {PriorSession} from "./session.js";
import {priorSession} from "./session.js";

// A training takes some seconds, and a density over the plane one: off the main thread.
answerQuestions<PriorSession>(priorSession());
