import assert from "node:assert/strict";
import {test} from "node:test";
import {linkedState, reportOptions} from "../../../tools/report/report-options.js";

test("reportOptions([]) is a live report of all pages", () => {
  assert.deepEqual(reportOptions([]), {
    kind: "live",
    out: "report.html",
    pages: undefined,
    state: undefined,
    title: "Auto-Encoding Variational Bayes",
    data: false,
    paper: "A4",
    code: false,
    help: false
  });
});

test("reportOptions(args) reads a list of pages, with or without endings", () => {
  assert.deepEqual(reportOptions(["--pages", "bound, vae.html"]).pages, ["bound", "vae"]);
});

test("reportOptions(args) names a PDF by itself, on the paper that is asked for", () => {
  const {kind, out, paper, code} = reportOptions(["--pdf", "--paper", "Letter", "--code"]);
  assert.deepEqual([kind, out, paper, code], ["pdf", "report.pdf", "Letter", true]);
});

test("reportOptions(args) names the option and the value that is wrong", () => {
  const cases: [string[], RegExp][] = [
    [["--pdf", "--static"], /^Error: invalid --pdf: a report is static or a PDF/],
    [["--static", "--code"], /^Error: invalid --code: .* expected --pdf with it/],
    [["--out", "report.txt"], /^Error: invalid --out: report\.txt, expected .* ends in \.html/],
    [["--paper", "A5"], /^Error: invalid --paper: A5, expected A4 or Letter/],
    [["--title", " "], /^Error: invalid --title: empty/],
    [["--pages", ","], /^Error: invalid --pages: ,, expected names of pages/],
    [["--state", "bound.html"], /^Error: invalid --state: bound\.html, expected a link with a #/]
  ];
  for (const [args, message] of cases) assert.throws(() => reportOptions(args), message);
});

test("linkedState(link) is the page and the fragment of a link, from any place", () => {
  const fragment = "gap~1~q=(0.35,1.2)";
  for (const link of [
    "https://host.example/some/base/bound.html",
    "https://host.example/bound",
    "file:///tmp/report.html?page=bound",
    "bound.html",
    "bound"
  ]) {
    assert.deepEqual(linkedState(`${link}#${fragment}`), {page: "bound", fragment});
  }
  for (const link of ["", "https://host.example", "https://host.example/some/base/"]) {
    assert.deepEqual(linkedState(`${link}#~1~seed=3`), {page: "index", fragment: "~1~seed=3"});
  }
});
