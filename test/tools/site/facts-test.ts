import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import MarkdownIt from "markdown-it";
import {projectFolder} from "../../../tools/project.js";
import {factsPlugin} from "../../../tools/site/facts.js";

const md = new MarkdownIt({html: true});
md.core.ruler.after("inline", "placeholder", () => {}); // as Framework has one
factsPlugin(md, projectFolder);

test("factsPlugin writes what a model's manifest says, in the given format", () => {
  const path = join(projectFolder, "models", "mnist-2d", "manifest.json");
  const {results} = JSON.parse(readFileSync(path, "utf8")) as {results: {kl: number}};
  const expected = `<data value="${results.kl}">${results.kl.toFixed(1)}</data>`;
  const asked = '<data value="mnist-2d/results.kl|.1f"></data>';
  assert.equal(md.renderInline(`KL is ${asked}.`), `KL is ${expected}.`);
  assert.equal(md.render(`<p>${asked}</p>`), `<p>${expected}</p>`);
});

test("factsPlugin writes texts, and groups the digits of numbers", () => {
  const text = (fact: string) => md.renderInline(`<data value="${fact}"></data>`);
  assert.match(text("mnist-2d/training.optimizer.name"), />adam</);
  assert.match(text("mnist-2d/training.images"), />60,000</);
});

test("factsPlugin writes what the tool of hard cases has measured", () => {
  const path = join(projectFolder, "src", "data", "hard-cases", "mnist-2d.json");
  const {gaps} = JSON.parse(readFileSync(path, "utf8")) as {gaps: {gap: {median: number}}};
  const asked = '<data value="mnist-2d/hard-cases.gaps.gap.median|.2f"></data>';
  assert.ok(md.renderInline(asked).endsWith(`>${gaps.gap.median.toFixed(2)}</data>`));
});

test("factsPlugin throws where there is no such model or fact", () => {
  const render = (fact: string) => () => md.renderInline(`<data value="${fact}"></data>`);
  assert.throws(render("mnist-2d/results.beauty"), /no such fact: mnist-2d\/results.beauty/);
  assert.throws(render("mnist-9d/results.kl"), /ENOENT/);
});
