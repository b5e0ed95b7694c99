import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {madeReport, reportTest} from "../harness/report.js";
import {projectFolder} from "../../tools/project.js";
import {makeReport} from "../../tools/report/make-report.js";
import {reportOptions} from "../../tools/report/report-options.js";

const link = "https://host.example/site/bound#gap~1~hide=('gap')~image=5";
const report = madeReport("state.html", ["--pages", "bound,related", "--state", link]);

reportTest("a report of a link opens as the link does", {report}, async (page) => {
  await page.getByRole("button", {name: "Show the controls"}).click();
  const images = page.getByRole("group", {name: "an image x", exact: true});
  await images
    .getByRole("radio", {name: /^5,/, checked: true})
    .first()
    .waitFor({state: "attached"});
  assert.match(await page.locator("main h1").innerText(), /^2\.2/);
});

test("a report of a link that cannot be opened whole is not written", async () => {
  const out = join(projectFolder, ".cache", "report-tests", "broken.html");
  const broken = ["--pages", "related", "--state", "related#~1~gone=5", "--out", out];
  await assert.rejects(
    makeReport(join(projectFolder, "dist"), reportOptions(broken), () => {}),
    /was not written:\nrelated: invalid --state: .*gone/
  );
  assert.equal(existsSync(out), false);
});
