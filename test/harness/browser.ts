import {after} from "node:test";
import {chromium} from "playwright-core";
import type {Browser} from "playwright-core";
import {launchBrowser} from "../../tools/browser/launch-browser.js";

let browser: Promise<Browser> | undefined;

/**
 * Returns a promise to a browser that of the whole run, or one of our own where a file of tests
 * runs alone.
 */
export function openBrowser(): Promise<Browser> {
  const {AEVB_BROWSER: address} = process.env;
  return (browser ??= address === undefined ? launchBrowser() : chromium.connect(address));
}

/** Lets go of the browser when the tests of the suite that is being read have ended. */
export function closeBrowserAtEnd(): void {
  after(async () => {
    const opened = browser;
    browser = undefined;
    await (await opened)?.close();
  });
}
