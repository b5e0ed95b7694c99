import {pagePaths} from "../harness/site.js";
import type {BrowserTests} from "../harness/webdriver/browser-tests.js";
import {dragSlider, moveSlider, moveSliders} from "./board.js";
import {addUp, goFromLink} from "./bound.js";
import {editCell} from "./cells.js";
import {chooseModelFiles, dropModelFiles} from "./files.js";
import {readThrough} from "./pages.js";
import {train, trainTwice} from "./training.js";

/** Defines a test of each thing that a reader does, of each page, and of the report from disk. */
export function smokeTests({siteTest, reportTest}: BrowserTests): void {
  siteTest("sliders moved by keys draw what an independent decoder does", "", moveSliders);
  siteTest("a slider that is dragged draws what stands under it", "", dragSlider);
  siteTest("the bound and the gap add up to log p(x)", "bound", addUp);
  siteTest(
    "a link opens what it holds, and back and forward go through what is set after",
    "bound#gap~1~image=5~q='prior'",
    goFromLink
  );
  siteTest("a model trains, pauses, and goes on after a reload", "vae", trainTwice);
  siteTest("a cell that is typed anew runs until it is reverted", "introduction", editCell);
  siteTest("a model dropped on the page gets a row of the board", "", dropModelFiles);
  siteTest("a model chosen from disk gets a row of the board", "", chooseModelFiles);

  const isCard = (path: string) => path.startsWith("models/"); // one loader makes all of them
  const [pages, cards] = [false, true].map((is) =>
    pagePaths().filter((path) => isCard(path) === is)
  );
  for (const path of [...pages!, ...cards!.slice(0, 1)]) {
    siteTest(`/${path} draws all its figures`, path, readThrough);
  }

  reportTest("a report from disk draws its board as a slider moves", "", moveSlider);
  reportTest("a report from disk adds the gap up", "?page=bound", addUp);
  reportTest("a report from disk trains a model", "?page=vae", train);
  reportTest("a report from disk runs an edited cell", "?page=introduction", editCell);
}
