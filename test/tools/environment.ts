import type {TestContext} from "node:test";

/** The variables that a test has set already. */
const set = new WeakMap<TestContext, Set<string>>();

/** Sets variables of the environment, until the end of the test, however often it sets them. */
export function setEnvironment(t: TestContext, variables: Record<string, string>): void {
  const names = set.get(t) ?? new Set();
  set.set(t, names);
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    process.env[name] = value;
    // What it had set itself is not what it found.
    if (names.has(name)) continue;
    names.add(name);
    t.after(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}
