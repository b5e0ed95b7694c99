import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {promisify} from "node:util";
import {type Findings, parts} from "../../bench/harness/figure.js";
import {temporaryFolder} from "./temporary-folder.js";
import {dataFolder} from "../../tools/data/dataset.js";
import {projectFolder} from "../../tools/project.js";

/** Contestants that have to be there on every machine, by the part of the bench. */
const contestants = {
  decode: [
    "kernel, 8-bit weights",
    "kernel, float16 weights",
    "plain loop",
    "tfjs wasm, ops",
    "tfjs wasm, fused",
    "tfjs cpu",
    "onnxruntime-web wasm"
  ],
  slider: ["event to pixels", "last event to the exact picture"],
  startup: ["kernel", "tfjs wasm", "onnxruntime-web wasm"],
  "front-page": ["scripts, styles and kernel", "total blocking time"],
  training: ["kernel", "kernel, in a worker", "tfjs wasm, this library"],
  learning: dataFolder() === undefined ? [] : ["784–256 relu–2, the page’s preset"],
  posterior: ["kernel, in a worker"]
};

/** Figures that may be zero: the best there is. */
const maybeZero = /^(total blocking time|layout shift)$/;

test("npm run bench -- --short measures everything", {timeout: 300_000}, async (t) => {
  const out = join(await temporaryFolder(t), "figures.json");
  const words = ["--import", "tsx", "bench/bench.ts", "--short", "--out", out];
  await promisify(execFile)(process.execPath, words, {cwd: projectFolder});
  const {figures, goals} = JSON.parse(await readFile(out, "utf8")) as Findings;
  for (const part of parts) {
    const names = new Set(figures.filter((one) => one.part === part).map(({who}) => who));
    for (const who of contestants[part]) assert.ok(names.has(who), `${part}: no ${who}`);
  }
  for (const {part, what, who, median, quartiles} of figures) {
    for (const value of [median, ...quartiles]) {
      const isSound = Number.isFinite(value) && (value > 0 || maybeZero.test(who));
      assert.ok(isSound, `${part}, ${what}, ${who}: ${value}`);
    }
  }
  for (const {what, value} of goals) assert.ok(Number.isFinite(value), `${what}: ${value}`);
});
