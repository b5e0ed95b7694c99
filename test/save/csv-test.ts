import assert from "node:assert/strict";
import {it} from "node:test";
import {csvParse} from "d3";
import {figureCsv} from "../../src/save/csv.js";

const facts = {title: "The gap,\nto scale", link: "https://host/bound#gap", settings: ["L: 1"]};

it("figureCsv(parts, facts) begins with remarks: the title, the link, the settings", () => {
  const text = figureCsv([{part: "q", rows: [{mu: 1}]}], facts);
  assert.deepEqual(text.split("\n").slice(0, 4), [
    "# title: The gap, to scale",
    "# link: https://host/bound#gap",
    "# L: 1",
    "part,mu"
  ]);
});

it("figureCsv(parts, facts) gives numbers with all their digits, and each part its columns", () => {
  const text = figureCsv(
    [
      {part: "q", rows: [{latent: 1, mu: 0.1 + 0.2}]},
      {part: "images, x", rows: [{latent: 2, ink_1: 255, mu: undefined}]}
    ],
    facts
  );
  const table = csvParse(text.replaceAll(/^#.*\n/gm, ""));
  assert.deepEqual(table.columns, ["part", "latent", "mu", "ink_1"]);
  assert.deepEqual(
    table.map((row) => ({...row})),
    [
      {part: "q", latent: "1", mu: "0.30000000000000004", ink_1: ""},
      {part: "images, x", latent: "2", mu: "", ink_1: "255"}
    ]
  );
});
