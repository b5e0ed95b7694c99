import {writeFile} from "node:fs/promises";
import {sitePages} from "./site-pages.js";
import {gatherReport} from "./gather-report.js";
import {reportHtml} from "./write-report.js";
const pages = await sitePages("dist", process.argv[3]?.split(","));
const parts = await gatherReport("dist", pages, {
  title: "Auto-Encoding Variational Bayes",
  onProgress: console.log
});
const html = await reportHtml(parts);
await writeFile(process.argv[2], html);
console.log(Buffer.byteLength(html));
for (const f of parts.files)
  if ((f.bytes?.length ?? 0) > 50000) console.log(f.path, f.kind, f.bytes?.length);
