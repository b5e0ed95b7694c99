import assert from "node:assert/strict";
import {test} from "node:test";
import {linkedState} from "../../../tools/report/report-options.js";
import {escapeHtml} from "../../../src/formats/markup.js";
import {pageHtml} from "../../../tools/report/browser/open-page.js";
import {titleInReport} from "../../../tools/report/page-parts.js";
import {reportNote} from "../../../tools/report/report-note.js";
import {reportHtml} from "../../../tools/report/write-report.js";

const site = {pages: {}, styles: {}, modules: {}, workers: {code: "", libraries: []}};

test("reportHtml(parts) has the state of a link where pages look for it", async () => {
  const state = linkedState(`https://host.example/a/bound#gap~1~say="<b>"~image=5`);
  const html = await reportHtml({title: "A & B", site, files: [], state});
  assert.match(
    html,
    /<html lang="en" data-page="bound" data-state="gap~1~say=&quot;&lt;b&gt;&quot;~image=5">/
  );
  assert.match(html, /<title>A &amp; B<\/title>/);
});

test("reportHtml(parts) and reportNote(facts) show a title as text, whatever it says", async () => {
  const title = "</title></small><script>globalThis.ran=1</script>A & B < C";
  const html = await reportHtml({title, site, files: []});
  for (const text of [html, reportNote({title, models: [], data: false})]) {
    assert.doesNotMatch(text, /<script>globalThis/);
    assert.match(text, /A &amp; B &lt; C/);
  }
});

test("titleInReport(own, title) is HTML that shows the title as text, whatever it says", () => {
  const title = "</title><script>globalThis.ran=1</script>A & B < C";
  for (const own of ["Related Work | Auto-Encoding", `${escapeHtml(title)} | Auto-Encoding`]) {
    const pages = {related: {title: titleInReport(own, title), head: "", body: "", styles: []}};
    const html = pageHtml({...site, pages}, "related", () => "");
    assert.match(html, /^<title>[^<]*A &amp; B &lt; C<\/title>/);
    assert.doesNotMatch(html, /<script>globalThis/);
  }
  assert.equal(titleInReport("A &amp; B | Site", "A & B"), "A &amp; B");
});

test("reportHtml(parts) lets nothing be asked of a host, and begins with no state", async () => {
  const html = await reportHtml({title: "T", site, files: []});
  assert.match(html, /<html lang="en">/);
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
  for (const kind of ["default-src", "frame-src", "object-src", "base-uri", "form-action"]) {
    assert.ok(policy!.split("; ").includes(`${kind} 'none'`), kind);
  }
  assert.doesNotMatch(policy!, /https?:|\*|'self'/);
});
