import {testsIn} from "../harness/webdriver/browser-tests.js";
import {moveSliders} from "./board.js";
import {addUp} from "./bound.js";
import {editCell} from "./cells.js";

const {siteTest} = testsIn("firefox");

siteTest("all sliders draw what an independent decoder does", "", moveSliders);
siteTest("the bound and the gap add up", "bound", addUp);
siteTest("an edited cell runs", "introduction", editCell);
