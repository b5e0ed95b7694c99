import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {test} from "node:test";
import {frameworkFolder} from "../../tools/site/framework.js";

/** The version whose runtime src/cells/live.ts knows. */
const KNOWN = "1.13.4";

const advice =
  "src/cells/live.ts relies on it: compare it with the new sources, then change what is said here";
const read = (...path: string[]) => readFileSync(join(frameworkFolder, ...path), "utf8");
const client = (name: string) => read("dist", "client", name);
const runtimeFile = createRequire(join(frameworkFolder, "package.json")).resolve(
  "@observablehq/runtime"
);
const runtime = (name: string) => readFileSync(join(runtimeFile, "..", "..", "src", name), "utf8");

function assertHolds(text: string, file: string, parts: readonly string[]): void {
  const missing = parts.filter((part) => !text.includes(part));
  assert.deepEqual(missing, [], `${file} has changed; ${advice}`);
}

test("Framework is the version whose client live.ts knows", () => {
  const {version} = JSON.parse(read("package.json")) as {version: string};
  assert.equal(version, KNOWN, `Framework has another version; ${advice}`);
});

test("Framework's client exports define, and keeps cells by comments as live.ts expects", () => {
  assertHolds(client("index.js"), "client/index.js", ["export {\n  define\n};"]);
  assertHolds(client("main.js"), "client/main.js", [
    "const main = runtime.module();",
    "const rootsById = findRoots(document.body);",
    "const { id, mode, inputs = [], outputs = [], body } = cell;",
    "cellsById.set(id, { cell, variables });",
    "root._nodes = [];",
    "main.variable({ _node: root.parentNode, pending, rejected }, { shadow: {} })",
    "v.define(outputs.length ? `cell ${id}` : null, inputs, body);",
    "main.variable(true).define(o, [`cell ${id}`], (exports) => exports[o])",
    "/^:[0-9a-f]{8}(?:-\\d+)?:$/.test(node.data)"
  ]);
});

test("Framework's runtime names its variables as live.ts does", () => {
  assertHolds(runtime("variable.js"), "runtime/variable.js", [
    "export const TYPE_NORMAL = 1;",
    "export const TYPE_IMPLICIT = 2;",
    ...["_observer", "_inputs", "_outputs", "_module", "_type", "_value", "_promise"].map(
      (name) => `${name}: {value: `
    ),
    "delete: {value: variable_delete"
  ]);
  assertHolds(runtime("module.js"), "runtime/module.js", [
    '["@variable", variable_variable]',
    "this._runtime._builtin._scope.has(name)",
    "_scope: {value: new Map}",
    "variable: {value: module_variable",
    "variable = new Variable(TYPE_IMPLICIT, this);"
  ]);
  assertHolds(runtime("runtime.js"), "runtime/runtime.js", [
    "_variables: {value: new Set}",
    "const promise = variable._promise = variable._promise\n    .then(init, init)",
    "if (variable._version !== version) throw variable_stale;"
  ]);
});
