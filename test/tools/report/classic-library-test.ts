import assert from "node:assert/strict";
import {test} from "node:test";
import {classicLibrary} from "../../../tools/report/browser/classic-library.js";

test("classicLibrary(path, module) leaves what a module exports, as it is by then", () => {
  const module = `let a=1;function b(){return ++a}\nexport{a as first,b};\n`;
  const self = {} as {aevbLibraries: Record<string, {first: number; b: () => number}>};
  new Function("self", classicLibrary("_node/a.js", module))(self);
  const library = self.aevbLibraries["_node/a.js"]!;
  assert.equal(library.first, 1);
  assert.equal(library.b(), 2);
  assert.equal(library.first, 2);
});

test("classicLibrary(path, module) refuses a module without a list of exports at its end", () => {
  assert.throws(
    () => classicLibrary("a.js", "export const a = 1;"),
    /^Error: invalid library a.js/
  );
});
