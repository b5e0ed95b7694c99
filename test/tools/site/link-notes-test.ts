import assert from "node:assert/strict";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {it} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {citations, workListPlugin} from "../../../tools/site/citations.js";
import {chapters} from "../../../tools/site/contents.js";
import {
  equationPlacesPlugin,
  equationReferences,
  equationsOf
} from "../../../tools/site/equations.js";
import {linkNotesPlugin} from "../../../tools/site/link-notes.js";
import {mathPlugin} from "../../../tools/site/math.js";
import {works} from "../../../tools/site/references.js";
import {temporaryFolder} from "../temporary-folder.js";
import {frameworkMarkdown} from "./rendered-page.js";

it("equation numbers lead to where the equation stands, and other pages carry it along", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "src"));
  const bound = "# B\n\n$$\nx = y . \\tag{1}\n$$\n\nSee (1), f(1), `(1)` and (2).\n";
  await writeFile(join(folder, "src", "bound.md"), bound);
  const equations = equationsOf(folder, chapters);
  assert.deepEqual([...equations.keys()], ["1"]);
  const render = frameworkMarkdown((md) =>
    linkNotesPlugin(equationPlacesPlugin(mathPlugin(md), equations), [
      equationReferences(equations)
    ])
  );
  const here = render(bound, "/bound");
  assert.match(here, /<div class="equation" id="equation-1"><span class="katex-display">/);
  assert.deepEqual(here.match(/<a [^>]*>[^<]*<\/a>/g), [
    '<a class="reference" href="#equation-1" data-note="equation-1">(1)</a>'
  ]);
  assert.doesNotMatch(here, /<template/);
  assert.match(render("By (1).\n", "/models/a/CARD"), /href="..\/..\/bound#equation-1"/);
  const there = render("# A\n\nBy equation (1).\n", "/algorithm");
  assert.match(there, /equation <a class="reference" href=".\/bound#equation-1"/);
  assert.match(there, /<template data-note-of="equation-1"><span class="katex-display">/);
});

it("every equation of the paper stands on a page, with the paper's number", () => {
  const numbers = [...equationsOf(projectFolder, chapters).keys()].map(Number);
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  );
});

it("a citation reads as authors and year, and shows the work", () => {
  const render = frameworkMarkdown((md) => linkNotesPlugin(workListPlugin(md), [citations]));
  const html = render("# A\n\n@rezende2014, and others [@kingma2019].\n", "/bound");
  assert.match(
    html,
    /data-note="work-rezende2014">Rezende, Mohamed and Wierstra \(2014\)<\/a>, and/
  );
  assert.match(html, /<a [^>]*href=".\/notes#work-kingma2019"[^>]*>\(Kingma and Welling, 2019\)</);
  assert.match(html, /<template data-note-of="work-kingma2019">Kingma and Welling \(2019\)/);
  assert.throws(() => render("@nobody2000", "/bound"), /invalid citation on \/bound: @nobody2000/);
  const notes = render('<div class="reference-list"></div>\n', "/notes");
  assert.equal(notes.match(/<li id="work-/g)?.length, works.length);
});

it("every work of the list is cited, in the order of its first author", async () => {
  const pages = await Promise.all(
    chapters.map(({path}) => readFile(join(projectFolder, "src", `${path}.md`), "utf8"))
  );
  const text = pages.join("\n");
  assert.deepEqual(
    works.map(({id}) => id).filter((id) => !text.includes(`@${id}`)),
    []
  );
  const ids = works.map(({id}) => id);
  assert.deepEqual(ids, ids.toSorted());
});
