import assert from "node:assert/strict";
import {test} from "node:test";
import {tabNames} from "../../src/state/tab-names.js";

/** Stands for the locks of a browser, which all its tabs share. */
function browserLocks(): LockManager {
  const held: {name: string}[] = [];
  return {
    async request(name: string, _options: unknown, work: () => Promise<unknown>) {
      const lock = {name};
      held.push(lock);
      await work();
      held.splice(held.indexOf(lock), 1);
    },
    query: async () => ({held: [...held], pending: []})
  } as unknown as LockManager;
}

test("elsewhere() gives the names that other tabs work on, as long as they do", async () => {
  const locks = browserLocks();
  const [one, other] = [tabNames("run", locks), tabNames("run", locks)];
  tabNames("model", locks).hold("of another kind");
  one.hold("a");
  one.hold("a");
  assert.deepEqual([...(await one.elsewhere())], []);
  assert.deepEqual([...(await other.elsewhere())], ["a"]);
  one.hold("b");
  await new Promise(setImmediate);
  assert.deepEqual([...(await other.elsewhere())], ["b"]);
});

test("elsewhere() is empty where a browser has no locks", async () => {
  const tabs = tabNames("run", undefined);
  tabs.hold("a");
  assert.deepEqual([...(await tabNames("run", undefined).elsewhere())], []);
});
