import {before} from "node:test";
import * as fakeIndexedDb from "fake-indexeddb";

/**
 * Gives the tests of a file an IndexedDB of their own, empty at first, which keeps in memory what
 * a browser would on its disk: Node has none.
 */
export function withIndexedDb(): void {
  before(() => {
    Object.assign(globalThis, fakeIndexedDb, {indexedDB: new fakeIndexedDb.IDBFactory()});
  });
}
