import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import {join, relative, sep} from "node:path";
import {test} from "node:test";
import {parse} from "acorn";
import {simple} from "acorn-walk";
import {transform} from "esbuild";
import {projectFolder} from "../tools/project.js";

/** Files whose texts say “nats” whatever the reader has chosen, and why. */
const exceptions: Record<string, string> = {
  "src/state/unit.ts": "the mechanism itself",
  "src/site/look.ts": "keeps what the reader has chosen",
  "src/formats/card.ts": "cards of models are files, not pages",
  "src/figures/gap/bar.ts": "an error",
  "src/figures/budget/figure.ts": "gradients and their variances, which are no information",
  "src/figures/estimators/findings.ts": "variances",
  "src/figures/estimators/view.ts": "gradients",
  "src/figures/gradients/controls.ts": "f is drawn beside its gradients, whose slopes it has",
  "src/figures/gradients/string-plot.ts": "f is drawn beside its gradients, whose slopes it has",
  "src/figures/gradients/view.ts": "gradients",
  "src/figures/exercises/help.ts": "what functions of the reader return",
  "src/figures/exercises/kl.ts": "what functions of the reader return",
  "src/figures/exercises/prior-answer.ts": "what functions of the reader return",
  "src/reading-group.md": "cells that the reader writes, with natural logarithms",
  "src/training/plan.ts": "a ratio, the same in either unit"
};

const files = readdirSync(join(projectFolder, "src"), {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && /\.(?:ts|md)$/.test(entry.name))
  .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
  .map((path) => path.replaceAll(sep, "/"))
  .filter((path) => !/^src\/(?:\.observablehq|models|vendor|engine\/kernel)\//.test(path));

/** Returns the texts in the code of a module, or of a page’s cells, that say “nats”. */
async function textsInNats(path: string): Promise<string[]> {
  const text = readFileSync(join(projectFolder, path), "utf8");
  const cells = text.matchAll(/^```ts[^\n]*\n([\s\S]*?)^```/gm);
  const code = path.endsWith(".md") ? Array.from(cells, ([, cell]) => cell).join(";\n") : text;
  // Not in a comment alone.
  if (!/^(?! *(?:\*|\/\/|\/\*\*)).*\bnats\b/m.test(code)) return [];
  const found: string[] = [];
  const look = (said: unknown) => {
    if (typeof said === "string" && /\bnats\b/.test(said)) found.push(said);
  };
  simple(
    parse((await transform(code, {loader: "ts"})).code, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true
    }),
    {
      Literal: ({value}) => look(value),
      TemplateElement: ({value}) => look(value.raw)
    }
  );
  return found;
}

test("texts say the unit of information that the reader has chosen, by shownUnit()", async () => {
  const all = await Promise.all(
    files.map(async (path) => ({path, texts: await textsInNats(path)}))
  );
  const saying = all.filter(({texts}) => texts.length > 0);
  assert.deepEqual(
    saying.filter(({path}) => !Object.hasOwn(exceptions, path)),
    []
  );
  const paths = saying.map(({path}) => path);
  assert.deepEqual(
    Object.keys(exceptions).filter((path) => !paths.includes(path)),
    [],
    "exceptions that none needs"
  );
});

test("the prose writes no number before “nats” by a format that knows no unit", () => {
  const written = /\$\{(?:format\(|\w*(?:digits?|decimals?)\()[^}]*\}(?:<\/\w+>)?\s+nats\b(?!²)/gi;
  const found = files
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) =>
      Array.from(
        readFileSync(join(projectFolder, path), "utf8").matchAll(written),
        ([text]) => text
      )
    );
  assert.deepEqual(found, []);
});
