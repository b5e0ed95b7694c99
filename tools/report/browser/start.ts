/**
 * What runs first in a report: it unpacks the site, and writes the page that is asked for into the
 * document. It is bundled into the file as a classic script, after the files.
 */
import {classicLibrary, WORKER} from "./classic-library.js";
import {fileStore} from "./file-store.js";
import {fillRepeats} from "./fill-repeats.js";
import {followLinks} from "./follow-links.js";
import {askedPage, pageHtml} from "./open-page.js";
import type {ReportSite} from "./report-site.js";
import {serveFiles} from "./serve-files.js";

const store = fileStore(document);
const folded = {
  steps: new Uint32Array(store.read("site-repeats").slice().buffer),
  fresh: store.read("site")
};
const site = JSON.parse(new TextDecoder().decode(fillRepeats(folded))) as ReportSite;
const scriptAddress = (code: string) =>
  URL.createObjectURL(new Blob([code], {type: "text/javascript"}));

// What modules of a report call in the place of what only files of a site have.
Object.assign(window, {
  aevbReport: {
    picture: (address: string) =>
      URL.createObjectURL(new Blob([store.read(address.replace(/^report:/, ""))])),
    worker: (path: string) => scriptAddress(workerScript(site, path)),
    at: (path: string) => new URL(path, location.href).href
  }
});

function workerScript({modules, workers: {code, libraries}}: ReportSite, path: string): string {
  const shared = libraries.map((name) => classicLibrary(name, modules[name]));
  return [`self.${WORKER}=${JSON.stringify(path)};\n`, ...shared, code].join("");
}

const {dataset} = document.documentElement;
const page = askedPage(site, location.search, dataset.page);
// A state that the report was made with is that of one page.
if (page !== dataset.page) delete dataset.state;
// A document has the title of its first such element: that of the page is to be it.
document.querySelector("title")?.remove();
serveFiles(store, window);
followLinks(site, window);
document.write(pageHtml(site, page, scriptAddress));
