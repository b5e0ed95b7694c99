import assert from "node:assert/strict";
import {test} from "node:test";
import {keptEdits} from "../../src/cells/kept-edits.js";
import {described} from "../../src/site/kept-here.js";
import {deleteEntry, keptEntries} from "../../src/state/kept-entries.js";
import {databases} from "../../src/state/databases.js";
import {openEntryStore} from "../../src/state/entry-store.js";
import {withIndexedDb} from "../harness/fake-indexed-db.js";

withIndexedDb();

const present = async () => (await indexedDB.databases()).map(({name}) => name).toSorted();

test("keptEntries() lists what is kept, of every kind, and deleteEntry(entry) deletes it", async () => {
  assert.deepEqual(await keptEntries(), []);
  assert.deepEqual(await present(), [], "no database is made by looking");

  await keptEdits("bound", {now: () => 1e12, tab: "a"}).save({
    cells: [{id: "bound:7", source: "1"}],
    drafts: [{id: "bound:8", source: "2"}]
  });
  const runs = await openEntryStore<unknown>({
    database: databases.runs,
    kind: "runs",
    format: 1,
    check(state) {
      if (state === "broken") throw new Error("invalid run: broken");
      return state;
    },
    now: () => 1e12
  });
  await runs.save("one", {plan: {dataset: "mnist", batchSize: 100}, training: {step: 346}});
  await runs.save("other", "broken");
  await runs.load("other"); // and is set aside

  const entries = await keptEntries();
  assert.deepEqual(
    entries.map((entry) => described(entry).text.replace(/ \(.*/, "")),
    [
      "Something that could not be opened: invalid run: broken",
      "A run of section 3 on mnist, 34,600 images seen",
      "1 changed cell and 1 draft that was not run of the page “bound”"
    ]
  );
  for (const entry of entries) await deleteEntry(entry);
  assert.deepEqual(await keptEntries(), []);
  assert.deepEqual(await present(), [databases.runs], "a tab that trains has it open");
  runs.close();
});

test("described(entry) says what it can of an entry that holds anything", () => {
  const entry = {kind: "runs", store: "runs", key: "x", value: {}} as const;
  assert.equal(described(entry).text, "A run of section 3 on unknown images");
  const edits = {kind: "edits", store: "edits", key: "x", value: {state: 7, savedAt: "y"}} as const;
  assert.equal(described(edits).text, "Changed cells of the page “x”");
});
