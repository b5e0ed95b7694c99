import assert from "node:assert/strict";
import {beforeEach, test} from "node:test";
import {keptEdits} from "../../src/cells/kept-edits.js";
import {withIndexedDb} from "../harness/fake-indexed-db.js";

withIndexedDb();

let database = "";
let databases = 0;
let time = 1e12;
beforeEach(() => (database = `edits-${(databases += 1)}`));

/** Returns what keeps the changed cells of a visit to a page; its clock goes on with each look. */
const visit = (page: string, tab = "a") =>
  keptEdits(page, {database, tab, now: () => (time += 1000)});

const cell = (id: string, source: string) => ({id, source});

/** Returns the sources that are kept of a page, the newest entry first. */
async function sources(page: string): Promise<string[][]> {
  const {edits, complaints} = await visit(page).left();
  assert.deepEqual(complaints, []);
  return edits.map(({cells}) => cells.map(({source}) => source));
}

test("what save(cells) kept of a page is left for the next visit, and for no other page", async () => {
  const kept = visit("bound");
  await kept.save([cell("bound:7", "1")]);
  await kept.save([cell("bound:7", "2"), {id: "bound:+1", source: "3", after: "bound:7"}]);
  assert.deepEqual(await sources("bound"), [["2", "3"]]);
  assert.deepEqual(await sources("bounds"), []);
  await kept.save([]);
  assert.deepEqual(await sources("bound"), [], "all were reverted");
});

test("two tabs keep their changes of a page apart", async () => {
  const [one, other] = [visit("bound", "a"), visit("bound", "b")];
  await Promise.all([one.save([cell("bound:7", "1")]), other.save([cell("bound:8", "2")])]);
  await one.save([cell("bound:7", "3")]);
  assert.deepEqual((await sources("bound")).toSorted(), [["2"], ["3"]]);
});

test("changes that were left stay until what goes on from them is kept", async () => {
  await visit("bound").save([cell("bound:7", "1")]);
  const kept = visit("bound");
  const {edits} = await kept.left();
  kept.follow(edits[0]!.name);
  assert.deepEqual(await sources("bound"), [["1"]]);
  await kept.save([cell("bound:7", "2")]);
  assert.deepEqual(await sources("bound"), [["2"]]);
});

test("changes that were left and not opened outlast others, unless these hold them", async () => {
  await visit("bound").save([cell("bound:7", "1")]);
  const kept = visit("bound");
  await kept.save([cell("bound:8", "2")]);
  assert.deepEqual(await sources("bound"), [["2"], ["1"]]);
  await kept.save([cell("bound:7", "1"), cell("bound:8", "2")]);
  assert.deepEqual(await sources("bound"), [["1", "2"]]);
});

test("what a link has put in the place of changes does not take the place where they are kept", async () => {
  const kept = visit("bound");
  await kept.save([cell("bound:7", "1")]);
  kept.follow();
  await kept.save([cell("bound:8", "2")]);
  assert.deepEqual(await sources("bound"), [["2"], ["1"]]);
  const [newest] = (await kept.left()).edits;
  await kept.forget(newest!.name);
  assert.deepEqual(await sources("bound"), [["1"]]);
});
