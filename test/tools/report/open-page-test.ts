import assert from "node:assert/strict";
import {test} from "node:test";
import {pageIn} from "../../../tools/report/browser/follow-links.js";
import {askedPage, pageHtml} from "../../../tools/report/browser/open-page.js";

const page = {title: "T", head: "<script></script>", body: "<main></main>", styles: ["s.css"]};
const site = {
  pages: {index: page, bound: page},
  styles: {"s.css": "p{}"},
  modules: {"_import/a.js": "1"},
  workers: {code: "", libraries: []}
};

test("askedPage(site, search, first) is what the address asks for, else the first", () => {
  assert.equal(askedPage(site, "?page=bound"), "bound");
  assert.equal(askedPage(site, "?engine=plain&page=bound"), "bound");
  assert.equal(askedPage(site, ""), "index");
  assert.equal(askedPage(site, "", "bound"), "bound");
  assert.equal(askedPage(site, "?page=index", "bound"), "index");
});

test("askedPage(site, search) is the first for a page that is not there, or a hostile name", () => {
  for (const name of ["gone", "__proto__", "constructor", "<script>"]) {
    assert.equal(askedPage(site, `?page=${name}`), "index");
  }
});

test("pageHtml(site, name, addressOf) maps modules before any script", () => {
  const html = pageHtml(site, "bound", (code) => `blob:${code}`);
  const [, map] = /<script type="importmap">(.*?)<\/script>/.exec(html)!;
  assert.deepEqual(JSON.parse(map), {
    imports: {"site/_import/a.js": "blob:1", "./_import/a.js": "blob:1"}
  });
  assert.ok(html.indexOf("importmap") < html.indexOf(page.head));
  assert.match(html, /^<title>T<\/title><style>p\{\}<\/style>.*<\/head><body><main><\/main>$/s);
});

test("pageIn(address, report) is the page of the site that lies beside the report", () => {
  const report = "file:///tmp/some%20folder/report.html?page=index#x";
  assert.equal(pageIn("file:///tmp/some%20folder/bound.html#gap", report), "bound");
  assert.equal(pageIn("file:///tmp/bound.html", report), undefined);
  assert.equal(pageIn("https://host.example/bound.html", report), undefined);
});
