/**
 * Writes the codes of every tenth test image of one model, as a page draws from their mixture.
 * Framework runs it once for each model, with `--model=<id>`.
 */
import {parseArgs} from "node:util";
import {shippedModel} from "../../../tools/models/shipped-model.js";
import {encodeCodes} from "../../formats/codes.js";

const EVERY = 10;

const {model} = parseArgs({options: {model: {type: "string"}}}).values;
const {codes} = await shippedModel(model ?? "", {engine: "plain"});
const {latentSize} = codes;
const count = Math.ceil(codes.count / EVERY);
const rows = (values: Float32Array) =>
  Float32Array.from(
    {length: count * latentSize},
    (_, i) => values[EVERY * latentSize * Math.floor(i / latentSize) + (i % latentSize)]
  );
const some = {
  count,
  latentSize,
  mu: rows(codes.mu),
  logVar: rows(codes.logVar),
  labels: codes.labels.filter((_, i) => i % EVERY === 0)
};
process.stdout.write(encodeCodes(some));
