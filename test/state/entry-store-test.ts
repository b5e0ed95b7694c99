import assert from "node:assert/strict";
import {test} from "node:test";
import * as fakeIndexedDb from "fake-indexeddb";
import type {EntryStore} from "../../src/state/entry-store.js";
import {openEntryStore} from "../../src/state/entry-store.js";
import {withIndexedDb} from "../harness/fake-indexed-db.js";

withIndexedDb();

let databases = 0;

/** A visit to a page that keeps lists of numbers, all of one value: a half of one is found out. */
const open = (database: string) =>
  openEntryStore<number[]>({
    database,
    kind: "runs",
    format: 1,
    check(state) {
      const list = state as number[];
      if (list.length !== 1000 || new Set(list).size !== 1) throw new Error("invalid run: a half");
      return list;
    },
    now: () => 1e12
  });

const all = (value: number) => Array.from({length: 1000}, () => value);

/** Returns what a page finds that is opened afterwards: the value under each name. */
async function found(database: string): Promise<Record<string, number>> {
  const store = await open(database);
  const values: Record<string, number> = {};
  for (const name of await store.names()) {
    const {kept, reason} = await store.load(name);
    assert.equal(reason, undefined);
    values[name] = kept!.state[0]!;
  }
  store.close();
  return values;
}

/** Ends a transaction as a browser does by itself, which the stand-in has an unlisted method for. */
function end(transaction: object, name: string): void {
  (Reflect.get(transaction, "_abort") as (name: string) => void).call(transaction, name);
}

/** What a save asks of the browser, in this order. */
const {IDBObjectStore, IDBTransaction, IDBDatabase} = fakeIndexedDb;
const calls = {
  transaction: IDBDatabase.prototype,
  put: IDBObjectStore.prototype,
  delete: IDBObjectStore.prototype,
  commit: IDBTransaction.prototype
};

/**
 * Saves 2 as “new” in the place of “old”, where something happens just after a call.
 * Returns a promise to what it is rejected with, if it is.
 */
async function saveWith(
  store: EntryStore<number[]>,
  call: keyof typeof calls,
  after: (transaction: object) => void
): Promise<unknown> {
  const owner = calls[call] as unknown as Record<string, (...values: unknown[]) => unknown>;
  const original = owner[call]!;
  owner[call] = function (this: {transaction: unknown}, ...values) {
    owner[call] = original;
    const result = original.apply(this, values);
    const own = {
      transaction: result,
      commit: this,
      put: this.transaction,
      delete: this.transaction
    };
    after(own[call] as object);
    return result;
  };
  return store.save("new", all(2), ["old"]).catch((error: unknown) => error);
}

/** Runs a save over an older entry, and returns its error, and what is found afterwards. */
async function spoiled(call: keyof typeof calls, after: (transaction: object) => void) {
  const database = `runs-${(databases += 1)}`;
  const store = await open(database);
  await store.save("old", all(1));
  const error = await saveWith(store, call, after);
  store.close();
  return {error, entries: await found(database)};
}

/** A page that is killed: what it has not committed is undone, and it does nothing more. */
function kill(transaction: object): never {
  if (Reflect.get(transaction, "_state") !== "committing") end(transaction, "AbortError");
  throw new Error("killed");
}

for (const call of Object.keys(calls) as (keyof typeof calls)[]) {
  test(`save(…) of a page that is killed at ${call} leaves the old or the new`, async () => {
    const isKept = call === "commit";
    assert.deepEqual((await spoiled(call, kill)).entries, isKept ? {new: 2} : {old: 1});
  });

  for (const [name, reason] of [
    ["AbortError", /^runs could not be kept: the browser has broken off: /],
    ["QuotaExceededError", /^runs could not be kept: the browser has no room left for them; delete/]
  ] as const) {
    test(`save(…) that ends by ${name} after ${call} leaves the old, and says so`, async () => {
      // A browser tells of it once the page has asked for all.
      const after = (own: object) => queueMicrotask(() => end(own, name));
      const {error, entries} = await spoiled(call, after);
      assert.deepEqual(entries, {old: 1});
      assert.match((error as Error).message, reason);
    });
  }
}

test("a page that is closed once it has asked for the end of a save has kept it", async () => {
  const database = `runs-${(databases += 1)}`;
  const store = await open(database);
  void store.save("new", all(2));
  store.close(); // before it is answered
  assert.deepEqual(await found(database), {new: 2});
});
