import {messageBreaks} from "../../async/pace.js";
import {answerQuestions} from "../../async/worker.js";
import {gatherPieces} from "../image-pieces.js";
import {createLiveSession, type LiveSession} from "./live-session.js";

const session = createLiveSession({now: () => performance.now(), breathe: messageBreaks()});

answerQuestions<LiveSession>({...session, ...gatherPieces(session.start)});
