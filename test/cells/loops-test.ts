import assert from "node:assert/strict";
import {test} from "node:test";
import {compileCell} from "../../src/cells/compile.js";
import {loopGuard} from "../../src/cells/loops.js";

/** Returns a guard whose clock goes on by some milliseconds at each turn of a loop. */
function guardOf(millisecondsPerTurn: number) {
  let time = 0;
  let rest = (): void => {};
  const inner = loopGuard({
    limit: 1000,
    now: () => time,
    rested: (callback) => (rest = callback)
  });
  return {
    guard(line: number): void {
      time += millisecondsPerTurn;
      inner(line);
    },
    rest: () => rest(),
    time: () => time
  };
}

const endless = [
  "while (true) {}",
  "while (true);",
  "do {} while (true)",
  "for (;;);",
  "for (;;) for (;;) a();",
  "for (const i of (function* () { while (true) yield 1; })()) a(i);",
  "const f = () => { while (true) a(); }; f();",
  "outer: while (true) { try { while (true) a(); } catch { continue outer; } }",
  "while (true) { try { while (true) a(); } finally { continue; } }",
  "for (const key in {b: 1}) while (true) a(key);"
];

for (const source of endless) {
  test(`${source} is ended with a sentence that names the line`, () => {
    const {guard, time} = guardOf(0.01);
    const {inputs, body} = compileCell(`const first = 1;\n${source}`, {guard});
    assert.throws(
      () => body(...inputs.map(() => () => {})),
      /^Error: line 2: a loop was ended that had held up the page for 1 s; .*await/
    );
    assert.ok(time() < 1200, `after ${time()} ms`);
  });
}

test("a loop with slow turns is ended as soon", () => {
  const {guard, time} = guardOf(200);
  assert.throws(() => compileCell("while (true) {}", {guard}).body(), /line 1/);
  assert.ok(time() <= 1400, `after ${time()} ms`);
});

test("a loop of many fast turns goes on to its end", () => {
  const {guard} = guardOf(1e-5);
  const source = "let n = 0;\nfor (let i = 0; i < 5e6; ++i) n += i;";
  assert.deepEqual(compileCell(source, {guard}).body(), {n: 12499997500000});
});

test("a loop that pauses goes on for as long as it likes, one that only waits does not", async () => {
  const {guard, rest} = guardOf(100);
  const source = "let n = 0;\nwhile (n < 1000) { n += 1; await pause(); }";
  const {body} = compileCell(source, {guard});
  const pausing = async (): Promise<void> => rest();
  assert.deepEqual(await body(pausing), {n: 1000});
  const waiting = async (): Promise<void> => {};
  await assert.rejects(body(waiting) as Promise<unknown>, /line 2/);
});

test("guards leave the results and the labels of loops as they are", () => {
  const source = `const found = [];
outer: for (const i of [1, 2, 3]) {
  for (let j = 0; j < 3; ++j) {
    if (j === i) continue outer;
    if (i === 3) break outer;
    found.push([i, j]);
  }
}
let k = 0;
do k += 2; while (k < 5)
for (const turn in {a: 1}) found.push(turn);`;
  const {found, k} = compileCell(source).body() as {found: unknown[]; k: number};
  assert.deepEqual(found, [[1, 0], [2, 0], [2, 1], "a"]);
  assert.equal(k, 6);
});
