import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {decode} from "fast-png";
import {chordPrice} from "../../src/figures/betas/figure.js";
import type {BetaRecord} from "../../src/formats/beta-record.js";
import {projectFolder} from "../../tools/project.js";

const folder = join(projectFolder, "src", "data", "betas");
const record = JSON.parse(readFileSync(join(folder, "record.json"), "utf8")) as BetaRecord;

it("between two recorded runs over β, a nat of rate buys distortion at a price between theirs", () => {
  const {runs} = record;
  for (const [i, run] of runs.slice(0, -1).entries()) {
    const next = runs[i + 1]!;
    const price = chordPrice(run, next);
    // Each is a training of its own, whose end is known to some tenths of a nat.
    const error = 0.5 / Math.abs(run.rate - next.rate);
    assert.ok(price > run.beta - error && price < next.beta + error, `${run.beta}: ${price}`);
  }
});

it("the sheets of the runs over β lie one below the other", () => {
  const {width, height} = decode(readFileSync(join(folder, "sheets.png")));
  assert.equal(height, width * record.runs.length);
});
