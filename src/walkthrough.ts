import {editButtons} from "./cells/edit-buttons.js";
import {termLinks} from "./components/term-links.js";
import {figureMenus} from "./figure-menus.js";
import {editing} from "./page-cells.js";

// Every page of the walkthrough loads this, for as long as it is open.
termLinks(document);
editButtons(document, editing);
figureMenus(document);
const {only} = document.documentElement.dataset;
if (only !== undefined)
  void import("./only-figure.js").then(({showOnly}) => showOnly(document, only));
