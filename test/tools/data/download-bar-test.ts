import assert from "node:assert/strict";
import {it} from "node:test";
import {withDownloadBar} from "../../../tools/data/download-bar.js";

it("withDownloadBar(run) returns what run returns, whatever run reports", async () => {
  const value = await withDownloadBar(async (onProgress) => {
    onProgress("a", 0, 10);
    onProgress("b", 5, undefined);
    onProgress("a", 10, 10);
    return 7;
  });
  assert.strictEqual(value, 7);
});

it("withDownloadBar(run) passes on run’s error", async () => {
  const run = () => withDownloadBar(() => Promise.reject(new Error("no mirror")));
  await assert.rejects(run, {message: "no mirror"});
});
