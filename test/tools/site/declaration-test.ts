import assert from "node:assert/strict";
import {test} from "node:test";
import {findDeclaration} from "../../../tools/site/declaration.js";

const source = `import {a} from "./a.js";

const LIMIT = 3; // nats

/** Returns
 * twice a number. */
export function twice(
  x: number,
  {by = 2}: {by?: number} = {}
): number {
  const half = x / 2;

  /** Returns it all. */
  function whole(): number {
    return half * by;
  }

  return 2 * whole();
}

export type Side =
  | "left"
  | Extract<
      Other,
      "right"
    >;

const table: Record<
  string,
  {value: number}
> = {
  one: {value: 1}
};
export const last = (x: number) => x;
`;

test("findDeclaration(source, name) returns a function with its doc comment, and its line", () => {
  const {line, text} = findDeclaration(source, "twice");
  assert.equal(line, 5);
  assert.ok(text.startsWith("/** Returns\n * twice a number. */\nexport function twice("));
  assert.ok(text.endsWith("  return 2 * whole();\n}"));
});

test("findDeclaration(source, name) moves a nested function to the left", () => {
  assert.deepEqual(findDeclaration(source, "whole"), {
    line: 13,
    text: "/** Returns it all. */\nfunction whole(): number {\n  return half * by;\n}"
  });
});

test("findDeclaration(source, name) finds the end of constants and types", () => {
  assert.equal(findDeclaration(source, "LIMIT").text, "const LIMIT = 3; // nats");
  assert.ok(findDeclaration(source, "Side").text.endsWith('"right"\n    >;'));
  assert.ok(findDeclaration(source, "table").text.endsWith("  one: {value: 1}\n};"));
  assert.equal(findDeclaration(source, "last").text, "export const last = (x: number) => x;");
});

test("findDeclaration(source, name) throws where there is no such name, or more than one", () => {
  assert.throws(
    () => findDeclaration(source, "thrice"),
    /^Error: 0 declarations of the name thrice/
  );
  assert.throws(() => findDeclaration("let a;\nlet a;", "a"), /^Error: 2 declarations/);
});

test("findDeclaration(source, name) throws where the indentation misleads", () => {
  const text = "const card = () => `{\n}\nmore`;\n";
  assert.throws(() => findDeclaration(text, "card"), /cannot tell where card ends/);
});
