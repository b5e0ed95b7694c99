import assert from "node:assert/strict";
import {test} from "node:test";
import {linkedState} from "../../../tools/report/report-options.js";
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

test("reportHtml(parts) lets nothing be asked of a host, and begins with no state", async () => {
  const html = await reportHtml({title: "T", site, files: []});
  assert.match(html, /<html lang="en">/);
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
  assert.match(policy!, /default-src 'none'/);
  assert.doesNotMatch(policy!, /https?:|\*|'self'/);
});
