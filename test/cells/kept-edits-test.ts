import assert from "node:assert/strict";
import {beforeEach, test} from "node:test";
import type {ChangedCell} from "../../src/cells/changed-cells.js";
import {editsInWords, keptEdits} from "../../src/cells/kept-edits.js";
import {openEntryStore} from "../../src/state/entry-store.js";
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
const ran = (cells: ChangedCell[]) => ({cells, drafts: []});

/** Returns the sources that are kept of a page, the newest entry first. */
async function sources(page: string): Promise<string[][]> {
  const {edits, complaints} = await visit(page).left();
  assert.deepEqual(complaints, []);
  return edits.map(({cells}) => cells.map(({source}) => source));
}

test("what save(cells) kept of a page is left for the next visit, and for no other page", async () => {
  const kept = visit("bound");
  await kept.save(ran([cell("bound:7", "1")]));
  await kept.save(ran([cell("bound:7", "2"), {id: "bound:+1", source: "3", after: "bound:7"}]));
  assert.deepEqual(await sources("bound"), [["2", "3"]]);
  assert.deepEqual(await sources("bounds"), []);
  await kept.save(ran([]));
  assert.deepEqual(await sources("bound"), [], "all were reverted");
});

test("two tabs keep their changes of a page apart", async () => {
  const [one, other] = [visit("bound", "a"), visit("bound", "b")];
  await Promise.all([
    one.save(ran([cell("bound:7", "1")])),
    other.save(ran([cell("bound:8", "2")]))
  ]);
  await one.save(ran([cell("bound:7", "3")]));
  assert.deepEqual((await sources("bound")).toSorted(), [["2"], ["3"]]);
});

test("changes that were left stay until what goes on from them is kept", async () => {
  await visit("bound").save(ran([cell("bound:7", "1")]));
  const kept = visit("bound");
  const {edits} = await kept.left();
  kept.follow(edits[0]!.name);
  assert.deepEqual(await sources("bound"), [["1"]]);
  await kept.save(ran([cell("bound:7", "2")]));
  assert.deepEqual(await sources("bound"), [["2"]]);
});

test("changes that were left and not opened outlast others, unless these hold them", async () => {
  await visit("bound").save(ran([cell("bound:7", "1")]));
  const kept = visit("bound");
  await kept.save(ran([cell("bound:8", "2")]));
  assert.deepEqual(await sources("bound"), [["2"], ["1"]]);
  await kept.save(ran([cell("bound:7", "1"), cell("bound:8", "2")]));
  assert.deepEqual(await sources("bound"), [["1", "2"]]);
});

test("what a link has put in the place of changes does not take the place where they are kept", async () => {
  const kept = visit("bound");
  await kept.save(ran([cell("bound:7", "1")]));
  kept.follow();
  await kept.save(ran([cell("bound:8", "2")]));
  assert.deepEqual(await sources("bound"), [["2"], ["1"]]);
  const [newest] = (await kept.left()).edits;
  await kept.forget(newest!.name);
  assert.deepEqual(await sources("bound"), [["1"]]);
});

test("drafts that were not run are kept beside the changed cells, and alone", async () => {
  const draft = cell("bound:8", "half a line");
  const kept = visit("bound");
  await kept.save({cells: [cell("bound:7", "1")], drafts: [draft]});
  const [left] = (await visit("bound").left()).edits;
  assert.deepEqual([left!.cells, left!.drafts], [[cell("bound:7", "1")], [draft]]);
  await kept.save({cells: [], drafts: [draft]});
  assert.equal(editsInWords((await kept.left()).edits[0]!), "1 draft that was not run");
  await kept.save(ran([]));
  assert.deepEqual((await kept.left()).edits, []);
});

test("a draft that was left outlasts other edits, until it has been run", async () => {
  await visit("bound").save({cells: [], drafts: [cell("bound:7", "1")]});
  const kept = visit("bound");
  await kept.save(ran([cell("bound:7", "2")]));
  assert.equal((await kept.left()).edits.length, 2);
  await kept.save(ran([cell("bound:7", "1")]));
  assert.equal((await kept.left()).edits.length, 1);
});

test("changed cells that were kept before drafts were are there still", async () => {
  const options = {database, kind: "edits", format: 1, check: (state: unknown) => state};
  const store = await openEntryStore(options);
  await store.save("bound 2026-01-01 a-1", [cell("bound:7", "1")]);
  store.close();
  assert.deepEqual(await sources("bound"), [["1"]]);
});

test("a draft too long to be opened again is refused, and what was kept stays", async () => {
  const kept = visit("bound");
  await kept.save(ran([cell("bound:7", "1")]));
  const long = {cells: [], drafts: [cell("bound:8", "x".repeat(20_001))]};
  await assert.rejects(kept.save(long), /^Error: invalid source of the cell bound:8: "x+…/);
  assert.deepEqual(await sources("bound"), [["1"]]);
});

test("editsInWords(edits) counts a cell that was added and never run as its draft alone", () => {
  const added = {id: "bound:+1", source: "", after: "bound:7"};
  const drafts = [{...added, source: "1"}];
  assert.equal(editsInWords({cells: [added], drafts}), "1 draft that was not run");
  assert.equal(
    editsInWords({cells: [added, cell("bound:7", "1")], drafts: [...drafts, cell("bound:8", "2")]}),
    "1 changed cell and 2 drafts that were not run"
  );
});

test("saveAtEnd(edits) asks for all before it returns, and nothing older comes after it", async () => {
  const kept = visit("bound");
  await kept.prepare();
  const older = kept.save({cells: [], drafts: [cell("bound:7", "1")]});
  kept.saveAtEnd({cells: [], drafts: [cell("bound:7", "12")]});
  await older;
  const {edits} = await visit("bound").left();
  assert.deepEqual(
    edits.map(({drafts}) => drafts),
    [[cell("bound:7", "12")]]
  );
});
