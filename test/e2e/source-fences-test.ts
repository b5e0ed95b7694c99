import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {siteTest} from "../harness/site.js";
import {projectFolder} from "../../tools/project.js";
import {chapters} from "../../tools/site/contents.js";

for (const {path} of chapters.slice(1)) {
  siteTest(
    `the code on ${path} is what the repository holds, line by line`,
    {path: `${path.slice(1)}.html`, pending: true},
    async (page) => {
      const blocks = await page.locator("details.exhibit-source").evaluateAll((all) =>
        all.map((block) => ({
          file: (block as HTMLElement).dataset.source!,
          summary: block.querySelector("summary")!.textContent!,
          code: block.querySelector("pre")!.textContent!
        }))
      );
      for (const {file, summary, code} of blocks) {
        const first = Number(/line (\d+)$/.exec(summary)![1]);
        const shown = code.trimEnd().split("\n");
        const lines = readFileSync(join(projectFolder, file), "utf8").split("\n");
        const real = lines.slice(first - 1, first - 1 + shown.length);
        assert.deepEqual(
          shown.map((line) => line.trim()),
          real.map((line) => line.trim()),
          summary
        );
      }
    }
  );
}

siteTest("folded code opens with the keyboard", {path: "algorithm.html"}, async (page) => {
  const block = page.locator("details.exhibit-source").first();
  assert.equal(await block.locator("pre").isVisible(), false);
  await block.locator("summary").press("Enter");
  assert.equal(await block.locator("pre").isVisible(), true);
  assert.match(await block.locator("pre").innerText(), /^\/\*\*\n \* Returns L̃ᴮ/);
});
