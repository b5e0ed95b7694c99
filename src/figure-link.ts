import {stateFragment} from "./state/page-state.js";

/** Returns the address of this page at a place of it, as it stands. */
export function linkTo(place: string): string {
  return fullPage(new URL(stateFragment(place) || "#", location.href).href);
}

/** Returns an address that shows one figure alone as that of its whole page. */
export function fullPage(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("only");
  return url.href;
}

/** Returns the address that shows a figure of this page alone, as it stands. */
export function embedLink(figure: string): string {
  const {hash, pathname} = new URL(linkTo(figure));
  const page = pathname.slice(pathname.lastIndexOf("/") + 1).replace(/\.html$/, "");
  return new URL(`embed.html#${page === "" ? "index" : page}/${hash.slice(1)}`, location.href).href;
}
