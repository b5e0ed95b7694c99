import {resolveOnSite} from "../site/addresses.js";

/**
 * Returns the HTML of a page with its links to other pages as a file of all pages has them, such as
 * `?page=bound#gap`. A link to a page that is left out becomes its text.
 *
 * @param page the name of the page
 * @param names the pages in the file, the one that it opens with first
 * @param address returns the address of a page in the file, with an anchor that is empty or “#…”
 */
export function rewriteLinks(
  html: string,
  page: string,
  names: readonly string[],
  address: (name: string, anchor: string) => string = pageAddress
): string {
  return html.replaceAll(
    /<a\b([^>]*)>([\s\S]*?)<\/a>/g,
    (link, attributes: string, text: string) => {
      const href = /(^|\s)href="([^"]*)"/.exec(attributes)?.[2];
      if (href === undefined || /^([a-z]+:|\/\/)/i.test(href)) return link;
      const [, path, anchor] = /^([^#]*)(.*)$/.exec(href)!;
      if (path === "" || path.startsWith("?")) return link;
      const name = pageOf(resolveOnSite(page, path));
      if (!names.includes(name)) return `<span>${text}</span>`;
      const rest = attributes.replace(/(^|\s)href="[^"]*"/, "");
      return `<a${rest} href="${address(name, anchor)}">${text}</a>`;
    }
  );
}

/** Returns the address of a page within a report. */
export function pageAddress(name: string, anchor: string): string {
  return `?page=${name}${anchor}`;
}

/** Returns the name of the page at an address of the site. */
export function pageOf(path: string): string {
  return path.replace(/(^|\/)$/, "$1index").replace(/\.html$/, "");
}
