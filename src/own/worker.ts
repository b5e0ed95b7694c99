import {answerQuestions} from "../async/worker.js";
import {startTfjs} from "../engine/tfjs/backend.js";
import {isWholeFile} from "../shipped/site-file.js";
import {openOwnModel} from "./model.js";
import {ownModelSession} from "./session.js";

// TensorFlow.js computes for as long as a model takes, often more than a frame; and when the worker
// ends, all of its memory is free.
answerQuestions(
  ownModelSession(({network, paths, settings}) => {
    const kernel = () => Promise.reject(new Error("the worker of own models has no kernel"));
    return openOwnModel(
      network,
      {kernel, startTfjs: () => startTfjs(paths, isWholeFile)},
      settings
    );
  })
);
