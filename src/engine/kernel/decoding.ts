// The entry point of the decoding kernel: what a stack of dense layers needs.
export {allocate, release} from "./memory";
export {dense} from "./dense";
export {denseInt16} from "./dense-int16";
export {dots} from "./dots";
export {paint} from "./paint";
export {packQuads, roundQuads, unpackQuads} from "./quads";
export {pairPanelsFromBytes, panelsFromBytes, panelsFromHalves, widenHalves} from "./widen";
