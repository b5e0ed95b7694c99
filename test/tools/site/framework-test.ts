import assert from "node:assert/strict";
import {test} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {packageVersion} from "../../../tools/site/bundles.js";
import {clientPackages} from "../../../tools/site/npm-versions.js";

test("Framework is the version whose internals the tools rest on", async () => {
  assert.equal(
    await packageVersion("@observablehq/framework", projectFolder),
    "1.13.4",
    "before this line changes: read what tools/site assumes of Framework (its cache, its client's packages, its HTML), and see build-test.ts pass"
  );
});

test("clientPackages() finds the packages that Framework's client may fetch", async () => {
  const names = await clientPackages();
  for (const name of ["lodash", "@observablehq/plot", "htl", "react-dom", "d3-dsv"]) {
    assert.ok(names.includes(name), name);
  }
});
