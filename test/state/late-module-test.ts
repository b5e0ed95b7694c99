import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {lateModule} from "../../src/state/late-module.js";

/** What stands for an element: a line of text with what is in it. */
class StandIn extends EventTarget {
  textContent = "";
  parts: StandIn[] = [];
  isConnected = false;
  append(...parts: StandIn[]): void {
    this.parts.push(...parts);
    for (const part of parts) part.isConnected = true;
  }
  remove(): void {
    this.isConnected = false;
  }
  setAttribute(): void {}
  querySelector(): StandIn {
    return this.parts[0]!;
  }
}

const body = new StandIn();
before(() => Object.assign(globalThis, {document: {body, createElement: () => new StandIn()}}));
after(() => delete (globalThis as {document?: unknown}).document);

/** Returns the lines at the foot of the window: the text of each, and its button. */
function lines(): [string, StandIn][] {
  const shown = body.parts[0]?.parts.filter(({isConnected}) => isConnected) ?? [];
  return shown.map(({parts: [text, button]}) => [text!.textContent, button!]);
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("lateModule(load, what) waits for a module that cannot be loaded, and says so", async () => {
  let isThere = false;
  const load = () => (isThere ? Promise.resolve(7) : Promise.reject(new TypeError("Failed to")));
  let got: number | undefined;
  void lateModule(load, "the menu").then((value) => (got = value));
  await settled();
  assert.equal(lines()[0]![0], "The menu could not be loaded. Is there a network?");
  lines()[0]![1].dispatchEvent(new Event("click"));
  await settled();
  assert.match(lines()[0]![0], /^The menu still cannot be loaded\. Load the page anew/);
  assert.equal(lines()[0]![1].textContent, "Reload");
  assert.equal(got, undefined);

  isThere = true;
  assert.equal(await lateModule(load, "the menu"), 7, "a press on the button again");
  assert.deepEqual(lines(), []);
});

test("lateModule(load, what) says nothing of what a newer call has taken the place of", async () => {
  let fail = (_error: Error) => {};
  void lateModule(() => new Promise((_, reject) => (fail = reject)), "the menu");
  assert.equal(await lateModule(() => Promise.resolve(1), "the menu"), 1);
  fail(new Error("too late"));
  await settled();
  assert.deepEqual(lines(), []);
});
