import * as tf from "@tensorflow/tfjs";

/** TensorFlow.js as a whole, for code that names it as it likes; start its backend first. */
export const library = tf;
