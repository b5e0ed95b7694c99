import assert from "node:assert/strict";
import {test} from "node:test";
import {projectFolder} from "../../../tools/project.js";
import {factsPlugin} from "../../../tools/site/facts.js";
import {unitWordsPlugin} from "../../../tools/site/unit-words.js";
import {frameworkMarkdown} from "./rendered-page.js";

const render = frameworkMarkdown((md) => unitWordsPlugin(factsPlugin(md, projectFolder)));
const unit = '<span data-bits="bits">nats</span>';

test("unitWordsPlugin marks the unit of computed numbers, in lines and in HTML", () => {
  const fact = '<data value="mnist-2d/results.kl|.1f"></data>';
  for (const text of [`A KL of ${fact}\nnats.`, `<p>A KL of ${fact} nats.</p>`]) {
    assert.ok(render(text).replaceAll(/\s+/g, " ").includes(`</data> ${unit}.`), text);
  }
  for (const text of ["It is ${1 + 1} nats.", "<p>It is ${1 + 1} nats.</p>"]) {
    assert.ok(render(text).includes(` ${unit}.`), text);
  }
});

test("unitWordsPlugin marks “in nats” and “nats per image”", () => {
  assert.equal(
    render("All in nats; three nats per image."),
    `<p>All in ${unit}; three ${unit} per image.</p>\n`
  );
});

test("unitWordsPlugin leaves the unit where it is no number’s that follows, and in tags", () => {
  for (const text of [
    "It costs $\\log K$ nats.",
    'In <span class="always">nats</span>, always.',
    '<p title="in nats">It costs a few nats.</p>'
  ]) {
    assert.ok(!render(text).includes("data-bits"), text);
  }
});
