import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {factsPlugin} from "../../../tools/site/facts.js";
import {frameworkMarkdown} from "./rendered-page.js";

const render = frameworkMarkdown((md) => factsPlugin(md, projectFolder));

test("factsPlugin writes what a model's manifest says, in the given format", () => {
  const path = join(projectFolder, "models", "mnist-2d", "manifest.json");
  const {results} = JSON.parse(readFileSync(path, "utf8")) as {results: {kl: number}};
  const bits = (results.kl / Math.LN2).toFixed(1);
  const expected = `<data value="${results.kl}" data-bits="${bits}">${results.kl.toFixed(1)}</data>`;
  const asked = '<data value="mnist-2d/results.kl|.1f"></data>';
  assert.equal(render(`KL is ${asked}.`), `<p>KL is ${expected}.</p>\n`);
  assert.equal(render(`<p>${asked}</p>`), `<p>${expected}</p>`);
});

test("factsPlugin gives a text in bits to quantities of information alone", () => {
  const text = (fact: string) => render(`<data value="mnist-2d/${fact}"></data>`);
  for (const path of ["results.elbo", "mixture.mismatch", "hard-cases.gaps.family.median"]) {
    assert.match(text(path), / data-bits="/, path);
  }
  for (const path of ["latentSize", "mixture.count", "hard-cases.gaps.seed"]) {
    assert.doesNotMatch(text(path), /data-bits/, path);
  }
});

test("factsPlugin writes texts, and groups the digits of numbers", () => {
  const text = (fact: string) => render(`<data value="${fact}"></data>`);
  assert.match(text("mnist-2d/training.optimizer.name"), />adam</);
  assert.match(text("mnist-2d/training.images"), />60,000</);
});

test("factsPlugin writes what the tool of hard cases has measured", () => {
  const path = join(projectFolder, "src", "data", "hard-cases", "mnist-2d.json");
  const {gaps} = JSON.parse(readFileSync(path, "utf8")) as {gaps: {gap: {median: number}}};
  const asked = '<data value="mnist-2d/hard-cases.gaps.gap.median|.2f"></data>';
  assert.ok(render(asked).includes(`>${gaps.gap.median.toFixed(2)}</data>`));
});

test("factsPlugin writes what the KL of a model is made of", () => {
  const path = join(projectFolder, "src", "data", "mixtures", "terms.json");
  const terms = JSON.parse(readFileSync(path, "utf8")) as Record<string, {information: number}>;
  const asked = '<data value="mnist-2d/mixture.information|.2f"></data>';
  assert.ok(render(asked).includes(`>${terms["mnist-2d"]!.information.toFixed(2)}</data>`));
});

test("factsPlugin throws where there is no such model or fact", () => {
  const written = (fact: string) => () => render(`<data value="${fact}"></data>`);
  assert.throws(written("mnist-2d/results.beauty"), /no such fact: mnist-2d\/results.beauty/);
  assert.throws(written("mnist-9d/results.kl"), /ENOENT/);
});
