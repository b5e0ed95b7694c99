import * as tf from "@tensorflow/tfjs";

/** Engines for models of a reader’s own, on machines without a kernel: plain loops, and tfjs as it is. */
export const plainEngines = {
  kernel: () => Promise.reject(new Error("none")),
  startTfjs: async () => tf.getBackend()
};

/** Likewise for models of dense layers, which need no tfjs. */
export const denseEngines = {
  ...plainEngines,
  startTfjs: () => Promise.reject(new Error("dense layers need none"))
};
