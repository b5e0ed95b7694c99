import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {listedLines} from "../../../src/figures/algorithm/listing.js";
import {projectFolder} from "../../../tools/project.js";
import {findDeclaration} from "../../../tools/site/declaration.js";

it("listedLines() finds the six lines of the loop in its source, each with its code", () => {
  const file = readFileSync(join(projectFolder, "src", "math", "tiny-vae.ts"), "utf8");
  const lines = listedLines(findDeclaration(file, "tinyStep").text);
  assert.deepEqual(
    lines.map(({words}) => words.split(" ", 2).join(" ")),
    ["Draw a", "Draw noise", "Turn it", "Estimate the", "Take its", "Change both"]
  );
  assert.match(lines[1].code, /^const noise = numberedNormals\(/);
  assert.match(lines[5].code, /^const next = .*TINY_RATE/s);
  assert.doesNotMatch(lines[5].code, /return/);
  for (const {code} of lines) assert.ok(code.split("\n").length <= 8);
});

it("listedLines() refuses a source whose lines are not numbered", () => {
  assert.throws(() => listedLines("// 1 · a\nb();\n"), /1 lines of 6/);
  assert.throws(() => listedLines("// 2 · a\nb();\n"), /invalid source: line 2/);
});
