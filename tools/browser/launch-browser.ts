import {chromium} from "playwright-core";
import type {Browser, LaunchOptions} from "playwright-core";
import {browserPath} from "./install-browser.js";

/**
 * What a page needs none of: the popups of the address bar, which take two processes more for each
 * window. A browser takes only the last list of features, so what Playwright turns off is here, too.
 */
const needless = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch"
];

/**
 * Returns how to start a Chrome or Chromium that looks nothing up for itself.
 *
 * @param options.whole the one with windows, see findBrowser
 */
export function browserOptions({whole = false} = {}): LaunchOptions {
  return {
    executablePath: browserPath(whole),
    args: [
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--disable-features=${needless.join(",")}`,
      // Chromium's sandbox does not run as root, as tests in a container do.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])
    ]
  };
}

/**
 * Starts a Chrome or Chromium that looks nothing up for itself.
 *
 * @param options.whole the one with windows, see findBrowser
 */
export function launchBrowser(options?: {whole: boolean}): Promise<Browser> {
  return chromium.launch(browserOptions(options));
}
