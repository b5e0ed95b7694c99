import assert from "node:assert/strict";
import {test} from "node:test";
import {progressLines} from "../../../tools/report/progress-lines.js";

test("progressLines(write) writes each step, and every 15 s that it goes on", (t) => {
  t.mock.timers.enable({apis: ["setInterval"]});
  const lines: string[] = [];
  const {step, end} = progressLines((line) => lines.push(line));
  step("pages");
  t.mock.timers.tick(14_000);
  step("printing");
  t.mock.timers.tick(31_000);
  end();
  t.mock.timers.tick(60_000);
  assert.deepEqual(lines, ["… pages", "… printing", "… printing: 15 s", "… printing: 30 s"]);
});
