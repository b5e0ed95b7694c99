// The entry point of the training kernel: what one gradient step of a dense network needs.
export {allocate, release} from "./memory";
export {gemm} from "./gemm";
export {packColumns, packPanels, packRows, packTransposedPanels} from "./pack";
export {relu, reluGradient, tanh, tanhGradient} from "./activation";
export {bernoulliRow} from "./bernoulli";
export {dreamRow, meansRow} from "./dream";
export {adagrad, adam, columnSums} from "./optimizer";
export {packSparseRows, sparseGemm, transposeSparse} from "./sparse";
