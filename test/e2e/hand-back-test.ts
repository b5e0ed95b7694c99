import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {text} from "node:stream/consumers";
import {editedPage} from "../../src/cells/edited-page.js";
import {cellOf, runText} from "../harness/cells.js";
import {siteTest} from "../harness/site.js";
import {projectFolder} from "../../tools/project.js";

const path = "introduction";
const cell = "introduction:10";
const source = "const epsilon: number[] = Array.from({length: 32}, () => 0);";
const markdown = readFileSync(join(projectFolder, "src", `${path}.md`), "utf8");
const context = {permissions: ["clipboard-read", "clipboard-write"]};

siteTest("an edited page is handed back as its Markdown", {path, context}, async (page) => {
  await runText(cellOf(page, cell), source);
  await cellOf(page, cell).getByRole("button", {name: "+ cell"}).click();
  await runText(page.locator(".cell.added"), "epsilon.length");
  await page.getByText("2 changed cells").click();
  const changed = [
    {id: cell, source},
    {id: "introduction:+1", source: "epsilon.length", after: cell}
  ];
  const expected = editedPage(markdown, path, changed);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", {name: "Download introduction.md"}).click()
  ]);
  assert.equal(download.suggestedFilename(), "introduction.md");
  assert.equal(await text(await download.createReadStream()), expected);

  await page.getByRole("button", {name: "Copy introduction.md"}).click();
  await page.getByText("Copied. Put it in the place of src/introduction.md.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), expected);
});

siteTest("names to play with are made when a cell names them", {path}, async (page) => {
  const requested = () =>
    page.evaluate(() =>
      performance.getEntriesByType("resource").some(({name}) => /vendor\/d3\./.test(name))
    );
  await runText(cellOf(page, cell), `${source}\ndisplay(\`mean \${d3.mean([1, 2])}\`);`);
  await page.getByText("mean 1.5").waitFor();
  assert.ok(await requested());
  const pixels =
    "display(`${decode([0, 0]).length} pixels, ${elbo(encode(decode([0, 0])) && decode([0, 0])) < 0}`);";
  await runText(cellOf(page, cell), `${source}\n${pixels}`);
  await page.getByText("784 pixels, true").waitFor();
  await runText(
    cellOf(page, cell),
    `${source}\ndisplay(\`sum \${tf.tensor([1, 2]).sum().arraySync()}\`);`
  );
  await page.getByText("sum 3").waitFor();
});
