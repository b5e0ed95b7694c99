import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {transformSync} from "esbuild";
import {checkBound} from "../../../src/figures/exercises/bound.js";
import {checkKl} from "../../../src/figures/exercises/kl.js";
import {checkPrior} from "../../../src/figures/exercises/prior.js";
import {checkSample} from "../../../src/figures/exercises/sample.js";
import {projectFolder} from "../../../tools/project.js";
import {findCells} from "../../../tools/site/cells.js";
import {assertRight} from "./verdicts.js";

const page = readFileSync(join(projectFolder, "src", "reading-group.md"), "utf8");
const names = ["kl", "sample", "bound", "logPrior"];

/** Returns the functions that some TypeScript declares, by name. */
function functionsOf(sources: string[]): Record<string, unknown> {
  const {code} = transformSync(sources.join("\n"), {loader: "ts"});
  return new Function(`${code}; return {${names.join(", ")}};`)() as Record<string, unknown>;
}

const solutions = Array.from(
  page.matchAll(/<details class="answer" data-exercise="\w+">[^]*?```typescript\n([^]*?)```/g),
  ([, source]) => source!
);
const starts = findCells(page)
  .map(({source}) => source)
  .filter((source) => names.some((name) => source.includes(`\nfunction ${name}(`)));

it("the page’s solutions are right", () => {
  assert.equal(solutions.length, names.length);
  const {kl, sample, bound, logPrior} = functionsOf(solutions);
  assertRight(checkKl(kl));
  assertRight(checkSample(sample));
  assertRight(checkBound(bound, {kl, sample}));
  assertRight(checkPrior(logPrior));
});

it("what the page’s exercises begin with is not right yet, and is told what is missing", () => {
  assert.equal(starts.length, names.length);
  const {kl, sample, bound, logPrior} = functionsOf(starts);
  const right = functionsOf(solutions);
  const says = [
    checkKl(kl),
    checkSample(sample),
    checkBound(bound, {kl, sample}),
    checkPrior(logPrior)
  ];
  assert.deepEqual(
    says.map(({isRight}) => isRight),
    [false, false, false, false]
  );
  assert.match(says[0]!.sentence, /^It still gives 0/);
  assert.match(says[1]!.sentence, /^It still gives μ/);
  assert.match(says[2]!.sentence, /begin there/);
  assert.match(says[3]!.sentence, /2π/);
  // With the first two done, the third one says what it lacks by itself.
  const third = functionsOf([...solutions.slice(0, 2), starts[2]!, solutions[3]!]).bound;
  const parts = {kl: right.kl, sample: right.sample};
  assert.match(checkBound(third, parts).sentence, /^This is the sum of log p\(x\|z\)/);
});
