import {answerQuestions} from "../../async/worker.js";
import {zipSession} from "./zip-session.js";

answerQuestions(zipSession);
