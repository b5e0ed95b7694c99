import {existsSync} from "node:fs";
import {delimiter, join} from "node:path";

/** The machine on which browsers beside Chromium are looked for. */
type Machine = {env?: NodeJS.ProcessEnv; exists?: (path: string) => boolean};

/** The browsers beside Chromium in which the built site is tried, as their test files name them. */
export const otherBrowsers = ["firefox", "webkit"] as const;
export type OtherBrowser = (typeof otherBrowsers)[number];

/** What each needs: its commands, by what they are to us, and Debian's packages that have them. */
const needs = {
  firefox: {title: "Firefox", packages: "firefox-esr", commands: {browser: "firefox-esr"}},
  webkit: {
    title: "WebKitGTK",
    packages: "webkit2gtk-driver and xvfb",
    commands: {driver: "WebKitWebDriver", screen: "Xvfb"}
  }
} as const;

/** Returns what a browser is called, and what Debian's packages of it are. */
export function describeBrowser(name: OtherBrowser): {title: string; packages: string} {
  return needs[name];
}

/**
 * Returns the paths of a browser's commands, or undefined if one of them is not there: those on the
 * PATH; of Firefox, what FIREFOX_PATH names before that.
 *
 * @throws Error if FIREFOX_PATH names no file
 */
export function findOtherBrowser<Name extends OtherBrowser>(
  name: Name,
  {env = process.env, exists = existsSync}: Machine = {}
): Record<keyof (typeof needs)[Name]["commands"], string> | undefined {
  const named = env.FIREFOX_PATH;
  if (name === "firefox" && named !== undefined && named !== "") {
    if (!exists(named)) throw new Error(`invalid FIREFOX_PATH: no file ${named}`);
    return {browser: named} as never;
  }
  const folders = (env.PATH ?? "").split(delimiter);
  const found = Object.entries(needs[name].commands).map(([role, command]) => [
    role,
    folders.map((folder) => join(folder, command)).find((path) => exists(path))
  ]);
  return found.every(([, path]) => path !== undefined) ? Object.fromEntries(found) : undefined;
}
