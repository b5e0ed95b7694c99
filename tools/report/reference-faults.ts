import {init, parse} from "es-module-lexer";
import {MISSING, MODULE} from "./site-modules.js";
import type {ReportParts} from "./write-report.js";

/**
 * Returns a promise to what a report would ask of another host or file, one sentence each; none if
 * it holds all that it needs. Links that a reader follows may lead to other hosts.
 */
export async function referenceFaults({
  site,
  files
}: Pick<ReportParts, "site" | "files">): Promise<string[]> {
  await init;
  const held = new Set([
    ...Object.keys(site.modules).map((path) => MODULE + path),
    ...files.map(({path}) => `report:${path}`),
    ...Object.keys(site.pages).map((name) => `?page=${name}`),
    MISSING
  ]);
  const faults = Object.entries(site.pages).flatMap(([name, {head, body}]) => [
    ...htmlFaults(head + body, held).map((fault) => `${name}: ${fault}`),
    ...scripts(head).flatMap((code) => moduleFaults(code, held).map((fault) => `${name}: ${fault}`))
  ]);
  for (const [path, css] of Object.entries(site.styles)) {
    faults.push(...styleFaults(css).map((fault) => `${path}: ${fault}`));
  }
  for (const [path, code] of Object.entries(site.modules)) {
    faults.push(...moduleFaults(code, held).map((fault) => `${path}: ${fault}`));
  }
  return faults;
}

/** Returns the attributes in HTML that lead out of it, and styles that do. */
export function htmlFaults(html: string, held: ReadonlySet<string> = new Set()): string[] {
  const elements = html.replaceAll(/(<script\b[^>]*>)[\s\S]*?(?=<\/script>)/g, "$1");
  const faults: string[] = [];
  for (const [, tag, attributes] of elements.matchAll(/<([a-z][\w-]*)\b((?:"[^"]*"|[^">])*)>/gi)) {
    for (const [, name, value] of attributes.matchAll(/(?:^|\s)([\w:-]+)="([^"]*)"/g)) {
      if (name === "style") faults.push(...styleFaults(value.replaceAll("&quot;", '"')));
      if (!/^(href|src|srcset|poster|data|action|xlink:href)$/.test(name)) continue;
      const followed = /^a$/i.test(tag) && name === "href";
      const page = value.split("#")[0];
      const isHeld = page === "" || value.startsWith("data:") || held.has(page);
      if (isHeld || (followed && /^(https?|mailto):/.test(value))) continue;
      faults.push(`<${tag} ${name}="${value.slice(0, 200)}"> is not in the report`);
    }
  }
  for (const [, css] of elements.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)) {
    faults.push(...styleFaults(css));
  }
  return faults;
}

/** Returns the addresses in a style sheet that lead out of it. */
export function styleFaults(css: string): string[] {
  const addresses = css.matchAll(/url\(\s*["']?(?!data:|#)([^"')]*)|@import\s*["']([^"']*)/g);
  return [...addresses].map(
    ([, url, sheet]) => `the style’s address ${(url ?? sheet).slice(0, 200)} is not in the report`
  );
}

function moduleFaults(code: string, held: ReadonlySet<string>): string[] {
  const registered = [...code.matchAll(/"path":"([^"]+)"/g)].map(([, path]) => path);
  const imported = parse(code)[0].flatMap((entry) =>
    entry.type === "import-meta" || entry.specifier === undefined ? [] : [entry.specifier]
  );
  const started = [...code.matchAll(/"(report:[^"]+)"/g)].map(([, path]) => path);
  return [...registered, ...imported, ...started]
    .filter((address) => !address.startsWith("data:") && !held.has(address))
    .map((address) => `the script’s address ${address.slice(0, 200)} is not in the report`);
}

function scripts(head: string): string[] {
  return [...head.matchAll(/<script\b[^>]*type="module"[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code]) => code
  );
}
