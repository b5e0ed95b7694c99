/** Attributes that name other elements by their ids. */
const REFERENCES = [
  "for",
  "list",
  "headers",
  "aria-labelledby",
  "aria-describedby",
  "aria-controls",
  "aria-owns",
  "aria-details",
  "aria-activedescendant"
];

/** What separates the name of a page from the id of an element in it. */
const BETWEEN = "--";

/**
 * Gives all ids below an element a prefix, and changes what refers to them: several pages stand in
 * one document then. Links to other pages of a report become links within the document.
 */
export function prefixIds(root: Element, prefix: string): void {
  const own = (id: string) => `${idOf(prefix)}${BETWEEN}${id}`;
  for (const element of root.querySelectorAll("*")) {
    if (element.id !== "") element.id = own(element.id);
    if (element instanceof HTMLInputElement && element.name !== "") {
      element.name = own(element.name);
    }
    for (const name of REFERENCES) {
      const ids = element.getAttribute(name);
      if (ids !== null) element.setAttribute(name, ids.split(/\s+/).map(own).join(" "));
    }
    for (const {name, value} of Array.from(element.attributes)) {
      if (name === "href" || name === "xlink:href") {
        element.setAttribute(name, linkWithin(value, own));
      } else if (value.includes("url(")) {
        element.setAttribute(name, value.replaceAll(/url\((["']?)#/g, `url($1#${own("")}`));
      }
    }
  }
}

/** Returns the id of a page in a document of all pages. */
export function idOf(page: string): string {
  return page.replaceAll("/", "-");
}

function linkWithin(address: string, own: (id: string) => string): string {
  if (address.startsWith("#")) return address === "#" ? address : `#${own(address.slice(1))}`;
  const [, page, id] = /^\?page=([^#]*)(?:#(.*))?$/.exec(address) ?? [];
  if (page === undefined) return address;
  return id === undefined ? `#${idOf(page)}` : `#${idOf(page)}${BETWEEN}${id}`;
}
