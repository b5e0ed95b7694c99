import assert from "node:assert/strict";
import {it} from "node:test";
import {binCounts} from "../../src/components/histogram.js";

it("binCounts(values, domain) counts in equal parts, and what lies outside", () => {
  const {counts, outside} = binCounts([-30.5, -30.4, 0, 0.4, 30.4, 31, -40], [-30.5, 30.5]);
  assert.equal(counts.length, 61);
  assert.equal(outside, 2);
  assert.equal(counts[0], 2);
  assert.equal(counts[30], 2);
  assert.equal(counts[60], 1);
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    5
  );
});
