import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {chapters} from "../../../tools/site/contents.js";
import {extentOf, frontPagePlugin} from "../../../tools/site/front-page.js";
import {thumbnailFile, thumbnails} from "../../../tools/site/thumbnails.js";
import {frameworkMarkdown} from "./rendered-page.js";

const present = [
  "0 · The board",
  "2.1 · One",
  "5/A · Two",
  "B to F · Three",
  "Notes · Symbols, differences"
].map((name, i) => ({path: i === 0 ? "/index" : i === 1 ? "/bound" : `/${i}`, name}));
const walkthrough = {
  present,
  figures: 7,
  minutes: (path: string) => path.length,
  isPictured: (path: string) => path === "/bound"
};

const render = frameworkMarkdown((md) => frontPagePlugin(md, walkthrough));
const page = '<p><span class="extent"></span></p>\n\n<nav class="contents"></nav>\n';

it("extentOf(walkthrough) counts the sections of the paper, and all figures and minutes", () => {
  assert.equal(extentOf(walkthrough), "3 sections, 7 figures, 18 minutes");
});

it("frontPagePlugin lists the other pages with minutes, and the picture of one that has any", () => {
  const html = render(page, "/index");
  assert.match(html, /<span class="extent">3 sections, 7 figures, 18 minutes<\/span>/);
  const rows = html.split("<li>").slice(1);
  assert.deepEqual(
    rows.map((row) => row.replaceAll(/<[^>]*>/g, "").trim()),
    ["2.1 · One6 min", "5/A · Two2 min", "B to F · Three2 min", "Notes · Symbols, differences2 min"]
  );
  const files = rows.map((row) => Array.from(row.matchAll(/src="([^"]*)"/g), ([, src]) => src));
  assert.deepEqual(files, [
    ["./data/thumbnails/bound-light.webp", "./data/thumbnails/bound-dark.webp"],
    [],
    [],
    []
  ]);
});

it("frontPagePlugin fails where the front page lacks a place, and leaves other pages alone", () => {
  const lacking = page.replace(/<nav.*/, "");
  assert.throws(() => render(lacking, "/index"), {
    message: 'invalid src/index.md: <nav class="contents"></nav> is there nowhere, expected once'
  });
  assert.throws(
    () => render(page + page, "/index"),
    /<span class="extent"><\/span> is there 2 times, expected once$/
  );
  assert.match(render(lacking, "/bound"), /<span class="extent"><\/span>/);
});

it("every thumbnail is of a page, and is recorded light and dark", () => {
  for (const {path} of thumbnails) {
    assert.ok(
      chapters.some((chapter) => chapter.path === path),
      path
    );
    for (const scheme of ["light", "dark"] as const) {
      const file = thumbnailFile(path, scheme);
      assert.ok(existsSync(join(projectFolder, "src", file)), `${file}: run npm run picture`);
    }
  }
});
