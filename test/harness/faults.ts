import type {Page, Request} from "playwright-core";

/**
 * Watches a page, and returns the list to which it adds whatever goes wrong from now on: errors in
 * the console and in scripts, requests that fail, those to any host but the site's own, and those
 * that a host which only hands out files would refuse. What a page was loading when it was left is
 * no failure.
 */
export function watchFaults(page: Page, url: string): string[] {
  const faults: string[] = [];
  const {origin} = new URL(url);
  page.on("console", (message) => {
    // Chromium's line on a failed request names no address; the response below does.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      faults.push(`console error: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
  const open = new Set<Request>();
  const left = new Set<Request>(); // what leaving the page ends
  let isLeaving = false;
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) isLeaving = false;
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("request", (request) => {
    if (isLeaving) left.add(request);
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      isLeaving = true;
      for (const one of open) left.add(one);
    }
    open.add(request);
    const {protocol, origin: host} = new URL(request.url());
    const isLocal = protocol === "data:" || protocol === "blob:" || host === origin;
    if (!isLocal) faults.push(`request to another host: ${request.url()}`);
    else if (request.method() !== "GET")
      faults.push(`${request.method()} request: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    open.delete(request);
    const errorText = request.failure()?.errorText;
    if (left.has(request) && errorText === "net::ERR_ABORTED") return;
    faults.push(`failed request: ${request.url()}: ${errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  return faults;
}

/** Returns the list to which every request of a page from now on adds its address. */
export function watchRequests(page: Page): string[] {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  return addresses;
}
