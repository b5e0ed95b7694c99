import {editButtons} from "./cells/edit-buttons.js";
import {termLinks} from "./components/term-links.js";
import {hideControls} from "./hidden-controls.js";
import {keepCells} from "./kept-cells.js";
import {editing, pageCells} from "./page-cells.js";

// Every page of the walkthrough loads this, for as long as it is open.
termLinks(document);
editButtons(document, editing);
keepCells(pageCells);
hideControls(document);
document.querySelector(".way-link")?.addEventListener("click", () => {
  void import("./link-maker.js").then(({makeLink}) => makeLink());
});
