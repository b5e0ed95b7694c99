import assert from "node:assert/strict";
import {it} from "node:test";
import {extentOf} from "../../../tools/site/front-page.js";

it("extentOf(walkthrough) counts the sections of the paper, and all figures and minutes", () => {
  const present = ["0 · The board", "2.1 · One", "5/A · Two", "B to F · Three", "Notes · Four"];
  const walkthrough = {
    present: present.map((name, i) => ({path: `/${i}`, name})),
    figures: 7,
    minutes: (path: string) => 10 + Number(path.slice(1))
  };
  assert.equal(extentOf(walkthrough), "3 sections, 7 figures, 60 minutes");
});
