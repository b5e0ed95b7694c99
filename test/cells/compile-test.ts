import assert from "node:assert/strict";
import {test} from "node:test";
import {CellError, compileCell, errorLine} from "../../src/cells/compile.js";

const interfaceOf = (source: string) => {
  const {inputs, outputs} = compileCell(source);
  return {inputs, outputs};
};

test("compileCell(source) finds what a cell uses and what it declares, each once", () => {
  assert.deepEqual(interfaceOf("const z = Float32Array.from(u, normalQuantile);"), {
    inputs: ["u", "normalQuantile"],
    outputs: ["z"]
  });
  assert.deepEqual(interfaceOf("const {a, b: [c]} = d; function f() { return d + a; }"), {
    inputs: ["d"],
    outputs: ["a", "c", "f"]
  });
  assert.deepEqual(interfaceOf("for (const i of rows) { const twice = 2 * i; }"), {
    inputs: ["rows"],
    outputs: []
  });
});

test("compileCell(source) leaves types out and runs the rest", () => {
  const cell = compileCell(
    "interface Point {x: number}\nconst p = {x: 1} as Point;\nenum Kind {First = 3}\nconst sum = <T extends number>(a: T): number => a + p.x + n!;"
  );
  assert.deepEqual(cell.inputs, ["n"]);
  const {sum, p, Kind} = cell.body(10) as {
    sum: (a: number) => number;
    p: {x: number};
    Kind: {First: number};
  };
  assert.deepEqual([sum(100), p.x, Kind.First], [111, 1, 3]);
});

test("compileCell(source) displays an expression, awaited, unless a semicolon ends it", async () => {
  for (const source of [
    "await a + 1 // one more",
    "(await a) + 1",
    "a.then((n) => n + 1)",
    "(await a + 1)",
    "((await a + 1) as number) // one more"
  ]) {
    const {inputs, outputs, body} = compileCell(source);
    assert.deepEqual([inputs, outputs], [["a", "display"], []]);
    const shown: unknown[] = [];
    await body(Promise.resolve(41), (value: unknown) => shown.push(value));
    assert.deepEqual(shown, [42], source);
  }
  assert.deepEqual(interfaceOf("a + 1;").inputs, ["a"]);
  assert.deepEqual(interfaceOf("(a + 1);").inputs, ["a"]);
  assert.deepEqual(interfaceOf("({x: a})").inputs, ["a", "display"]);
  assert.deepEqual(interfaceOf("(a); b").inputs, ["a", "b"]);
  assert.deepEqual(interfaceOf("display(a)").inputs, ["display", "a"]);
});

test("compileCell(source) returns a promise only where a cell waits", async () => {
  assert.deepEqual(compileCell("const a = 1;").body(), {a: 1});
  const waiting = compileCell("const a = await b;").body(Promise.resolve(2));
  assert.ok(waiting instanceof Promise);
  assert.deepEqual(await waiting, {a: 2});
});

const refused: [source: string, line: number, column: number, message: RegExp][] = [
  ["const a = 1;\nconst b = ;", 2, 11, /Unexpected token/],
  ["const a: number = 1, b = 2;\nlet a;", 2, 5, /Identifier 'a' has already been declared/],
  ["u = 3;", 1, 1, /Assignment to external variable 'u'/],
  ["const a: number = 1; Math = a;", 1, 22, /Assignment to global 'Math'/],
  ["function f() {\n  z++;\n}", 2, 3, /Assignment to external variable 'z'/],
  ["const Array = 1;", 1, 7, /Global 'Array' cannot be redefined/],
  ["\nimport {a} from './a.js';", 2, 1, /imports cannot be edited here/],
  ["const a = await import('./a.js');", 1, 17, /imports cannot be edited here/],
  ["const a = import.meta.url;", 1, 11, /imports cannot be edited here/],
  ["export const a = 1;", 1, 1, /a cell exports nothing/],
  ["return 1;", 1, 1, /'return' outside of function/]
];

for (const [source, line, column, message] of refused) {
  test(`compileCell(${JSON.stringify(source)}) throws at its place`, () => {
    assert.throws(
      () => compileCell(source),
      (error) => {
        assert.ok(error instanceof CellError);
        assert.deepEqual([error.line, error.column], [line, column]);
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\(\d+:\d+\)/);
        return true;
      }
    );
  });
}

test("compileCell(source) takes types from other modules, which leave nothing to import", () => {
  assert.deepEqual(interfaceOf("import type {A} from './a.js';\nconst a: A = b;"), {
    inputs: ["b"],
    outputs: ["a"]
  });
});

test("errorLine(error, name) is the line of a cell that threw, also from within a function", () => {
  const lineOf = (source: string) => {
    const {inputs, body} = compileCell(source, {name: "cell-bound:7"});
    try {
      body(...inputs.map(() => undefined));
    } catch (error) {
      return errorLine(error, "cell-bound:7");
    }
    return assert.fail("did not throw");
  };
  assert.equal(lineOf("const a = 1;\n\nnothing.x;"), 3);
  assert.equal(lineOf("function f() {\n  nothing.x;\n}\nf();"), 2);
  assert.equal(errorLine(new Error("elsewhere"), "cell-bound:7"), undefined);
});
