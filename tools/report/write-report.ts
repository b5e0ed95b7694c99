import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {build} from "esbuild";
import {projectFolder} from "../project.js";
import type {ReportSite} from "./browser/report-site.js";
import {encodeText} from "./encode-text.js";
import {escapeHtml} from "../../src/formats/markup.js";
import {foldRepeats} from "./fold-repeats.js";
import type {ReportFile} from "./report-files.js";

/**
 * What a report lets a page load, and its code ask for: nothing but itself, and no frames. What code
 * of edited cells can still do is told in tools/site/content-policy.ts.
 */
const POLICY = [
  "default-src 'none'",
  "script-src blob: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "font-src data:",
  "connect-src data: blob:",
  "worker-src blob:",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'"
].join("; ");

/** What a report is made of. */
export interface ReportParts {
  title: string;
  site: ReportSite;
  files: ReportFile[];
  /** The state that a page begins with. */
  state?: {page: string; fragment: string};
}

/** Returns a promise to the HTML of a report. */
export async function reportHtml({title, site, files, state}: ReportParts): Promise<string> {
  const {steps, fresh} = foldRepeats(new TextEncoder().encode(JSON.stringify(site)));
  const packed = (path: string, bytes: Uint8Array): ReportFile => ({
    path,
    bytes: gzipSync(bytes, {level: 9}),
    kind: "gzip"
  });
  const all = [
    ...files,
    packed("site", fresh),
    packed("site-repeats", new Uint8Array(steps.buffer))
  ];
  const frozen =
    state === undefined
      ? ""
      : ` data-page="${escapeHtml(state.page)}" data-state="${escapeHtml(state.fragment)}"`;
  return `<!DOCTYPE html>
<html lang="en"${frozen}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<noscript>This report is a page with figures that compute, and needs scripts.</noscript>
${all.map(fileElement).join("\n")}
<script>${await bundledStart()}</script>
</body>
</html>
`;
}

/** Returns a file as a script element that no browser runs. */
function fileElement({path, bytes, from, kind}: ReportFile): string {
  const facts = `type="text/plain" data-file="${escapeHtml(path)}" data-kind="${kind}"`;
  if (bytes === undefined)
    return `<script ${facts} data-from="${escapeHtml(from ?? "")}"></script>`;
  return `<script ${facts} data-length="${bytes.length}">${encodeText(bytes)}</script>`;
}

async function bundledStart(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [join(projectFolder, "tools", "report", "browser", "start.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none"
  });
  return outputFiles[0].text.replaceAll("</script", "<\\/script");
}
