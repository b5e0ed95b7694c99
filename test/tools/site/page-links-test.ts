import assert from "node:assert/strict";
import {test} from "node:test";
import MarkdownIt from "markdown-it";
import {pageLinksPlugin} from "../../../tools/site/page-links.js";

const md = pageLinksPlugin(new MarkdownIt());
const href = (text: string) => /href="([^"]*)"/.exec(md.render(text))?.[1];

test("pageLinksPlugin links a Markdown file's page", () => {
  assert.equal(href("[card](mnist-2d/CARD.md)"), "mnist-2d/CARD");
  assert.equal(href("[data](../CARD.md#data-and-licence)"), "../CARD#data-and-licence");
});

test("pageLinksPlugin leaves other links alone", () => {
  assert.equal(href("[file](notes.md.txt)"), "notes.md.txt");
  assert.equal(href("[source](https://example.com/README.md)"), "https://example.com/README.md");
});
