import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, it, test} from "node:test";
import {editedPage} from "../../src/cells/edited-markdown.js";
import {projectFolder} from "../../tools/project.js";
import {buildSite} from "../../tools/site/build.js";
import {findCells, pageSource} from "../../tools/site/cells.js";
import {temporarySite} from "../tools/site/temporary-site.js";

describe("edited page", () => {
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
  const built = pageSource(page);

  it("editedPage(built, page, changed) replaces a cell’s text, and nothing else", () => {
    assert.equal(
      editedPage(built, "p", [{id: "p:2", source: "const two = 22;"}]),
      page.replace("const two = 2;\nconst more = 3;", "const two = 22;")
    );
    assert.equal(
      editedPage(built, "p", [{id: "p:1", source: "a;\nb;\n"}]),
      page.replace("const one = 1;", "a;\nb;")
    );
    assert.equal(editedPage(built, "p", []), page);
  });

  it("editedPage(built, page, changed) adds cells at the end of sections", () => {
    const text = "# P\n\nIntro.\n\n## A\n\nText.\n\n## B\n\nText.\n";
    const cell = (id: string, source: string, after: string) => ({id, source, after});
    const added = editedPage(pageSource(text), "p", [
      cell("p:+1", "last;", "p:s2"),
      cell("p:+2", "in A;", "p:s1"),
      cell("p:+3", "then;", "p:+2"),
      cell("p:+4", "in front;", "p:s0")
    ]);
    const fence = (source: string) => `\`\`\`ts edit echo\n${source}\n\`\`\`\n`;
    assert.equal(
      added,
      `# P\n\nIntro.\n\n${fence("in front;")}\n## A\n\nText.\n\n${fence("in A;")}\n${fence("then;")}\n` +
        `## B\n\nText.\n\n${fence("last;")}`
    );
    assert.throws(() => editedPage(pageSource(text), "p", [cell("p:+1", "", "p:s3")]), /p:s3/);
  });

  it("editedPage(built, page, changed) adds cells after others, in their order", () => {
    const changed = [
      {id: "new-1", source: "first;", after: "p:1"},
      {id: "new-2", source: "after the first;", after: "new-1"},
      {id: "new-3", source: "second;", after: "p:1"},
      {id: "new-4", source: "last;", after: "p:2"}
    ];
    const result = editedPage(built, "p", changed);
    assert.deepEqual(
      findCells(result).map(({source}) => source.trim().split("\n")[0]),
      ["const one = 1;", "first;", "after the first;", "second;", "const two = 2;", "last;"]
    );
    assert.match(
      result,
      /```\n\n```ts edit echo\nfirst;\n```\n\n```ts edit echo\nafter the first;/
    );
    assert.match(result, /last;\n```\nEnd\.$/);
  });

  it("editedPage(built, page, changed) keeps ticks in a text from ending its fence", () => {
    const source = "const text = `\n```\n````\n`;";
    const result = editedPage(built, "p", [
      {id: "p:1", source},
      {id: "n", source, after: "p:2"}
    ]);
    const sources = findCells(result).map((cell) => cell.source);
    assert.deepEqual(sources, [`${source}\n`, "const two = 2;\nconst more = 3;\n", `${source}\n`]);
  });

  it("editedPage(built, page, changed) keeps a page’s line ends", () => {
    const result = editedPage(pageSource(page.replaceAll("\n", "\r\n")), "p", [
      {id: "p:1", source: "a;\nb;"}
    ]);
    assert.equal(result, page.replace("const one = 1;", "a;\nb;").replaceAll("\n", "\r\n"));
  });

  it("editedPage(built, page, changed) closes a last fence that was left open", () => {
    const open = pageSource("```ts\nopen;");
    const result = editedPage(open, "p", [{id: "n", source: "new;", after: "p:1"}]);
    assert.equal(result, "```ts\nopen;\n```\n\n```ts edit echo\nnew;\n```");
    assert.equal(editedPage(open, "p", [{id: "p:1", source: "a;"}]), "```ts\na;\n```");
  });

  it("editedPage(built, page, changed) names a cell that the page does not have", () => {
    for (const cell of [
      {id: "p:3", source: ""},
      {id: "other:1", source: ""},
      {id: "n", source: "", after: "p:0"}
    ]) {
      assert.throws(
        () => editedPage(built, "p", [cell]),
        /^RangeError: invalid cell: .*, expected p:1 to p:2$/
      );
    }
  });

  it("editedPage(built, page, changed) edits any cell of any page of the site, and only that", () => {
    const names = readdirSync(join(projectFolder, "src")).filter((name) => name.endsWith(".md"));
    for (const name of names) {
      const markdown = readFileSync(join(projectFolder, "src", name), "utf8");
      const source = pageSource(markdown);
      const cells = findCells(markdown);
      cells.forEach((_, i) => {
        const id = `${name.slice(0, -3)}:${i + 1}`;
        const changed = [
          {id, source: "edited;"},
          {id: "n", source: "added;", after: id}
        ];
        const result = findCells(editedPage(source, name.slice(0, -3), changed));
        const expected = cells.map((cell) => cell.source);
        expected.splice(i, 1, "edited;\n", "added;\n");
        assert.deepEqual(
          result.map((cell) => cell.source),
          expected
        );
      });
    }
  });
});

describe("edited page build", async () => {
  const page = `# Page

\`\`\`ts edit
const a = 1;
\`\`\`

The number is \${a}.
`;

  test("a page that is handed back takes the place of its source, and builds as it ran", async (t) => {
    const folder = await temporarySite(t, {"related.md": page});
    const source = join(folder, "src", "related.md");
    const changed = [
      {id: "related:1", source: "const a = 41;"},
      {id: "related:+1", source: "const b = a + 1;", after: "related:1"},
      {id: "related:+2", source: "display(b); /*\n```\n*/", after: "related:+1"}
    ];
    const markdown = await readFile(source, "utf8");
    await writeFile(source, editedPage(pageSource(markdown), "related", changed));
    assert.deepEqual(await buildSite(folder, {quiet: true}), []);
    const html = await readFile(join(folder, "dist", "related.html"), "utf8");
    assert.match(html, /const a = 41;/);
    assert.match(html, /const b = a \+ 1;/);
    assert.match(html, /inputs: ?\["b","display"\]|inputs: ?\["display","b"\]/);
    assert.doesNotMatch(html, /const a = 1;/);
    // Its cells are named anew, in their order, and can be edited again.
    const names = Array.from(html.matchAll(/data-cell="([^"]*)"/g), ([, name]) => name);
    assert.deepEqual(names, ["related:1", "related:2", "related:3", "related:s0"]);
  });
});
