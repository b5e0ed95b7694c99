import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, it, test} from "node:test";
import {cellFences, editedPage} from "../../src/cells/edited-page.js";
import {projectFolder} from "../../tools/project.js";
import {buildSite} from "../../tools/site/build.js";
import {findCells} from "../../tools/site/cells.js";
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
    assert.match(
      result,
      /```\n\n```ts edit echo\nfirst;\n```\n\n```ts edit echo\nafter the first;/
    );
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
});

describe("page fences", () => {
  /** Asserts that the small scanner finds what the build’s Markdown finds; returns how many. */
  function agree(page: string, name: string): number {
    const lines = page.split("\n");
    const found = cellFences(lines).map(({open, close}) => ({
      line: open,
      source: outdented(lines.slice(open + 1, close).join("\n"))
    }));
    const expected = findCells(page).map(({line, source}) => ({
      line,
      source: outdented(source.replace(/\n$/, ""))
    }));
    assert.deepEqual(found, expected, name);
    return found.length;
  }

  /** A fence that is indented takes as much off its lines. */
  const outdented = (source: string) => source.replaceAll(/^ +/gm, "");

  const pages = readdirSync(join(projectFolder, "src")).filter((name) => name.endsWith(".md"));

  it("cellFences(lines) finds the cells of every page as the build does", () => {
    assert.ok(pages.length > 10);
    let all = 0;
    for (const name of pages) {
      all += agree(readFileSync(join(projectFolder, "src", name), "utf8"), name);
    }
    assert.ok(all > 100, `${all}`);
  });

  it("cellFences(lines) agrees with Markdown on what looks like a fence", () => {
    const pieces = [
      "---\ntitle: T\n---\n",
      "```ts\nconst a = 1;\n```",
      "```ts edit echo\nconst b = `\n``\n`;\n```",
      "~~~ts\nconst c = '```';\n~~~",
      "````ts\n```\n````",
      "```ts run=false\nnot;\n```",
      "```sh\nls\n```",
      "```typescript\nno cell;\n```",
      "   ```ts\n   indented;\n   ```",
      "    ```ts\n    code;\n    ```",
      "<div>\n```ts\nin html;\n```\n\n</div>",
      "<pre>\n\n```ts\nin pre;\n```\n</pre>",
      "<!-- a comment\n\n```ts\nin it;\n```\n-->",
      "<custom-tag>\n```ts\nafter a tag;\n```\n",
      "Text\n<span>\n```ts\nafter text;\n```",
      "# Heading\n<span>\n```ts\nafter a heading;\n```",
      "Text.\n```ts\nright after text;\n```\nMore `` ```ts `` text.",
      "``` ts\nspace;\n```  ",
      "```ts a`b\nno fence;\n```",
      '<details class="answer">\n\n```ts\nin details;\n```\n\n</details>'
    ];
    for (const piece of pieces) agree(`${piece}\n`, piece);
    for (const first of pieces.slice(1)) {
      for (const second of pieces.slice(1)) {
        agree(`${first}\n\n${second}\n\nText.\n`, `${first}\n\n${second}`);
      }
    }
    agree("Text.\n\n```ts\nnever closed;\n\nstill;", "unclosed");
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
    const folder = await temporarySite(t, {"index.md": page});
    const source = join(folder, "src", "index.md");
    const changed = [
      {id: "index:1", source: "const a = 41;"},
      {id: "index:+1", source: "const b = a + 1;", after: "index:1"},
      {id: "index:+2", source: "display(b); /*\n```\n*/", after: "index:+1"}
    ];
    const markdown = await readFile(source, "utf8");
    await writeFile(source, editedPage(markdown, "index", changed));
    assert.deepEqual(await buildSite(folder, {quiet: true}), []);
    const html = await readFile(join(folder, "dist", "index.html"), "utf8");
    assert.match(html, /const a = 41;/);
    assert.match(html, /const b = a \+ 1;/);
    assert.match(html, /inputs: ?\["b","display"\]|inputs: ?\["display","b"\]/);
    assert.doesNotMatch(html, /const a = 1;/);
    // Its cells are named anew, in their order, and can be edited again.
    const names = Array.from(html.matchAll(/data-cell="([^"]*)"/g), ([, name]) => name);
    assert.deepEqual(names, ["index:1", "index:2", "index:3"]);
  });
});
