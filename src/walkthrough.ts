import {editButtons} from "./cells/edit-buttons.js";
import {editing, keepCells, pageCells} from "./cells/keep-cells.js";
import {termLinks} from "./components/term-links.js";
import {figureMenus} from "./figure-menus.js";
import {hideControls} from "./hidden-controls.js";
import {layOutRest} from "./lay-out-rest.js";

// Every page of the walkthrough loads this, for as long as it is open.
const {only} = document.documentElement.dataset;
if (only !== undefined)
  void import("./only-figure.js").then(({showOnly}) => showOnly(document, only));

const parts = [
  () => hideControls(document),
  () => keepCells(pageCells),
  () => figureMenus(document),
  () => editButtons(document, editing),
  () => termLinks(document),
  () => layOutRest(document)
];
// Each in a task of its own: together they would hold up the first picture.
for (const part of parts) setTimeout(part);

document.querySelector(".way-link")?.addEventListener("click", () => {
  void import("./link-maker.js").then(({makeLink}) => makeLink());
});
