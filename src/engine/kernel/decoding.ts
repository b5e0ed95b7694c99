// The entry point of the decoding kernel: what a stack of dense layers needs.
export {allocate, release} from "./memory";
export {dense, denseInt16} from "./dense";
export {packQuads, roundQuads, unpackQuads} from "./quads";
export {pairPanelsFromBytes, panelsFromBytes, panelsFromHalves, widenHalves} from "./widen";
