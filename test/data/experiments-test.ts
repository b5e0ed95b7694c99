import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {readdirSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import type {PageRun} from "../../src/training/experiments/page-runs.js";
import {projectFolder} from "../../tools/project.js";

it("the loader of recorded runs writes each of a figure’s, small, with bounds and the command", () => {
  const folder = join(projectFolder, "src", "data", "experiments");
  const loader = join(folder, "[figure].json.ts");
  const output = execFileSync(process.execPath, ["--import", "tsx", loader, "--figure=figure-2"], {
    encoding: "utf8"
  });
  const runs = JSON.parse(output) as PageRun[];
  const files = readdirSync(join(folder, "figure-2")).map((file) => file.replace(".json", ""));
  assert.deepEqual(runs.map(({id}) => id).toSorted(), files.toSorted());
  assert.ok(output.length < 3000 * runs.length, `${output.length} bytes of ${runs.length} runs`);
  for (const {id, command, curve} of runs) {
    assert.ok(command.includes(`--only ${id} `), command);
    assert.equal(curve.heldOut!.elbo.length, curve.imagesSeen.length);
    assert.ok(curve.heldOut!.elbo.every((elbo) => elbo < -50 && elbo > -700));
  }
});
