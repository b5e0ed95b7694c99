import {after} from "node:test";
import {chromium} from "playwright-core";
import type {Browser} from "playwright-core";
import {launchBrowser} from "../../tools/browser/launch-browser.js";

let browser: Promise<Browser> | undefined;
let closes = false;

/**
 * Returns a promise to a browser for the tests of one file: that of the whole run, or one of our
 * own where the file runs alone.
 */
export function openBrowser(): Promise<Browser> {
  const {AEVB_BROWSER: address} = process.env;
  return (browser ??= address === undefined ? launchBrowser() : chromium.connect(address));
}

/** Lets go of the browser when the tests of the file that is being read have ended. */
export function closeBrowserAtEnd(): void {
  if (closes) return;
  closes = true;
  after(async () => {
    const opened = browser;
    closes = false;
    browser = undefined;
    await (await opened)?.close();
  });
}
