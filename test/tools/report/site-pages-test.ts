import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {pageNames, sitePages} from "../../../tools/report/site-pages.js";
import {resolveOnSite} from "../../../tools/site/addresses.js";
import {temporaryFolder} from "../temporary-folder.js";

const page = '<!DOCTYPE html><head><meta name="generator" content="Observable Framework v1">';

test("pageNames(dist) has the walkthrough in its order, then others, and no report", async (t) => {
  const dist = await temporaryFolder(t);
  await mkdir(join(dist, "models"));
  for (const name of ["vae", "models/README", "index", "bound"]) {
    await writeFile(join(dist, `${name}.html`), page);
  }
  await writeFile(join(dist, "report.html"), "<!DOCTYPE html><head><title>T</title>");
  assert.deepEqual(await pageNames(dist), ["index", "bound", "vae", "models/README"]);
  await assert.rejects(sitePages(dist, ["report"]), /^Error: unknown page: report, expected/);
});

test("resolveOnSite(page, address) is a path from the root", () => {
  assert.equal(resolveOnSite("models/README", "../_file/a.png"), "_file/a.png");
  assert.equal(resolveOnSite("bound", "./"), "");
});
