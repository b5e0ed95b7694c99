import type {Page} from "playwright-core";

/** Returns the list to which every request of a page from now on adds its address. */
export function watchRequests(page: Page): string[] {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  return addresses;
}
