import assert from "node:assert/strict";
import {it} from "node:test";
import {isWithinOtherSite} from "../../src/cells/ask-to-run.js";

/** Returns a window within others, the outermost first, each with its origin; undefined: not to be read. */
function windowWithin(origins: readonly (string | undefined)[]): Window {
  let parent: {parent?: unknown; location: {origin: string}} | undefined;
  for (const origin of origins) {
    const location = {
      get origin() {
        if (origin === undefined) throw new DOMException("of another site", "SecurityError");
        return origin;
      }
    };
    const made: typeof parent = {location};
    made.parent = parent ?? made;
    parent = made;
  }
  return parent as unknown as Window;
}

it("isWithinOtherSite(page) looks at every window around a page", () => {
  const own = "https://h";
  assert.equal(isWithinOtherSite(windowWithin([own])), false);
  assert.equal(isWithinOtherSite(windowWithin([own, own])), false);
  assert.equal(isWithinOtherSite(windowWithin([undefined, own])), true);
  assert.equal(isWithinOtherSite(windowWithin([own, undefined, own])), true);
  assert.equal(isWithinOtherSite(windowWithin([undefined, own, own])), true);
});
