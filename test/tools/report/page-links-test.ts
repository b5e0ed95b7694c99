import assert from "node:assert/strict";
import {test} from "node:test";
import {rewriteLinks} from "../../../tools/report/page-links.js";

const names = ["index", "bound", "models/mnist-2d/CARD"];

test("rewriteLinks(html, page, names) leads to pages within the file, with their anchors", () => {
  const html = `<a rel="next" href="./bound.html#gap">2.2</a> <a href="./">home</a>`;
  assert.equal(
    rewriteLinks(html, "vae", names),
    `<a rel="next" href="?page=bound#gap">2.2</a> <a href="?page=index">home</a>`
  );
});

test("rewriteLinks(html, page, names) finds pages from within a folder", () => {
  const html = `<a href="../mnist-2d/CARD.html">card</a> <a href="../../">home</a>`;
  assert.equal(
    rewriteLinks(html, "models/fashion-2d/CARD", names),
    `<a href="?page=models/mnist-2d/CARD">card</a> <a href="?page=index">home</a>`
  );
});

test("rewriteLinks(html, page, names) leaves the words of a link to a page that is left out", () => {
  assert.equal(
    rewriteLinks(`<a href="./notes.html#symbol-x"><b>x</b></a>`, "bound", names),
    `<span><b>x</b></span>`
  );
});

test("rewriteLinks(html, page, names) leaves anchors and other hosts alone", () => {
  const html = `<a href="#gap">gap</a> <a href="https://arxiv.org/abs/1312.6114">paper</a> <a id="x">x</a>`;
  assert.equal(rewriteLinks(html, "bound", names), html);
});
