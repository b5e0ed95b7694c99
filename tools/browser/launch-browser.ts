import {chromium} from "playwright-core";
import type {Browser, LaunchOptions} from "playwright-core";
import {browserPath} from "./install-browser.js";

/** Returns how to start a Chrome or Chromium that looks nothing up for itself. */
export function browserOptions(): LaunchOptions {
  return {
    executablePath: browserPath(),
    args: [
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Chromium's sandbox does not run as root, as tests in a container do.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])
    ]
  };
}

/** Starts a Chrome or Chromium that looks nothing up for itself. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(browserOptions());
}
