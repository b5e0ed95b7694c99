import {editButtons} from "./cells/edit-buttons.js";
import {termLinks} from "./components/term-links.js";
import {figureMenus} from "./figure-menus.js";
import {hideControls} from "./hidden-controls.js";
import {keepCells} from "./kept-cells.js";
import {layOutRest} from "./lay-out-rest.js";
import {editing, pageCells} from "./page-cells.js";
import {linkOpened} from "./state/page-state.js";

// Every page of the walkthrough loads this, for as long as it is open.
const {dataset} = document.documentElement;
const {only} = dataset;

/** What every page gets once its text is there, by its name. */
const parts: Record<string, () => unknown> = {
  "its one figure": async () => {
    if (only !== undefined) (await import("./only-figure.js")).showOnly(document, only);
  },
  "hidden controls": () => hideControls(document),
  "changed cells": () => keepCells(pageCells),
  menus: () => figureMenus(document),
  "edit buttons": () => editButtons(document, editing),
  terms: () => termLinks(document),
  "the rest of its layout": () => layOutRest(document),
  "what its link holds": () => linkOpened
};

// What a page still lacks stands in its data-lacks: nothing, once it does all that it is to do.
const lacking = new Set(Object.keys(parts));
const say = () => (dataset.lacks = [...lacking].join(", "));
say();
// Each in a task of its own: together they would hold up the first picture.
for (const [name, equip] of Object.entries(parts)) {
  setTimeout(async () => {
    await equip();
    lacking.delete(name);
    say();
  });
}

document.querySelector(".way-link")?.addEventListener("click", () => {
  void import("./link-maker.js").then(({makeLink}) => makeLink());
});
