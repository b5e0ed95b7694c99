import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {editedPage} from "../../src/cells/edited-page.js";
import {projectFolder} from "../../tools/project.js";
import {findCells} from "../../tools/site/cells.js";

const page = [
  "# Page",
  "",
  "```ts",
  "const one = 1;",
  "```",
  "",
  "Text with `code`.",
  "",
  "```ts edit echo",
  "const two = 2;",
  "const more = 3;",
  "```",
  "End."
].join("\n");

it("editedPage(markdown, page, changed) replaces a cell’s text, and nothing else", () => {
  assert.equal(
    editedPage(page, "p", [{id: "p:2", source: "const two = 22;"}]),
    page.replace("const two = 2;\nconst more = 3;", "const two = 22;")
  );
  assert.equal(
    editedPage(page, "p", [{id: "p:1", source: "a;\nb;\n"}]),
    page.replace("const one = 1;", "a;\nb;")
  );
  assert.equal(editedPage(page, "p", []), page);
});

it("editedPage(markdown, page, changed) adds cells after others, in their order", () => {
  const changed = [
    {id: "new-1", source: "first;", after: "p:1"},
    {id: "new-2", source: "after the first;", after: "new-1"},
    {id: "new-3", source: "second;", after: "p:1"},
    {id: "new-4", source: "last;", after: "p:2"}
  ];
  const result = editedPage(page, "p", changed);
  assert.deepEqual(
    findCells(result).map(({source}) => source.trim().split("\n")[0]),
    ["const one = 1;", "first;", "after the first;", "second;", "const two = 2;", "last;"]
  );
  assert.match(result, /```\n\n```ts edit echo\nfirst;\n```\n\n```ts edit echo\nafter the first;/);
  assert.match(result, /last;\n```\nEnd\.$/);
});

it("editedPage(markdown, page, changed) keeps ticks in a text from ending its fence", () => {
  const source = "const text = `\n```\n````\n`;";
  const result = editedPage(page, "p", [
    {id: "p:1", source},
    {id: "n", source, after: "p:2"}
  ]);
  const sources = findCells(result).map((cell) => cell.source);
  assert.deepEqual(sources, [`${source}\n`, "const two = 2;\nconst more = 3;\n", `${source}\n`]);
});

it("editedPage(markdown, page, changed) keeps a page’s line ends", () => {
  const result = editedPage(page.replaceAll("\n", "\r\n"), "p", [{id: "p:1", source: "a;\nb;"}]);
  assert.equal(result, page.replace("const one = 1;", "a;\nb;").replaceAll("\n", "\r\n"));
});

it("editedPage(markdown, page, changed) closes a last fence that was left open", () => {
  const result = editedPage("```ts\nopen;", "p", [{id: "n", source: "new;", after: "p:1"}]);
  assert.equal(result, "```ts\nopen;\n```\n\n```ts edit echo\nnew;\n```");
});

it("editedPage(markdown, page, changed) names a cell that the page does not have", () => {
  for (const cell of [
    {id: "p:3", source: ""},
    {id: "other:1", source: ""},
    {id: "n", source: "", after: "p:0"}
  ]) {
    assert.throws(
      () => editedPage(page, "p", [cell]),
      /^RangeError: invalid cell: .*, expected p:1 to p:2$/
    );
  }
});

it("editedPage(markdown, page, changed) edits any cell of any page of the site, and only that", () => {
  const names = readdirSync(join(projectFolder, "src")).filter((name) => name.endsWith(".md"));
  for (const name of names) {
    const markdown = readFileSync(join(projectFolder, "src", name), "utf8");
    const cells = findCells(markdown);
    cells.forEach((_, i) => {
      const id = `${name.slice(0, -3)}:${i + 1}`;
      const changed = [
        {id, source: "edited;"},
        {id: "n", source: "added;", after: id}
      ];
      const result = findCells(editedPage(markdown, name.slice(0, -3), changed));
      const expected = cells.map(({source}) => source);
      expected.splice(i, 1, "edited;\n", "added;\n");
      assert.deepEqual(
        result.map(({source}) => source),
        expected
      );
    });
  }
});
