import {existsSync} from "node:fs";
import {delimiter, join} from "node:path";
import {chromium} from "playwright-core";

/** Options for findBrowser: the machine that it looks at. */
export interface Machine {
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  exists?: (path: string) => boolean;
  /** Where Playwright keeps the browser that it downloads. */
  downloaded?: string;
  /**
   * Whether the browser is wanted that a reader has, with its windows: defaults to false, the one
   * without, which shows the same pages for half the processor time, if it is there.
   */
  whole?: boolean;
}

/** The command of the browser without windows, and Debian's package of it. */
export const shell = "chromium-headless-shell";
const windowed = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "chrome"
];

/**
 * Returns the path of a Chrome or Chromium, or undefined if there is none: what CHROME_PATH names,
 * else one on the PATH, else one where the installers of macOS and Windows put it, else the one
 * that Playwright has downloaded.
 *
 * @throws Error if CHROME_PATH names no file
 */
export function findBrowser({
  env = process.env,
  platform = process.platform,
  exists = existsSync,
  downloaded = chromium.executablePath(),
  whole = false
}: Machine = {}): string | undefined {
  const named = env.CHROME_PATH;
  if (named !== undefined && named !== "") {
    if (!exists(named)) throw new Error(`invalid CHROME_PATH: no file ${named}`);
    return named;
  }
  const commands = whole ? [...windowed, shell] : [shell, ...windowed];
  const folders = (env.PATH ?? "").split(delimiter);
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...installed(env, platform), downloaded].find((path) => exists(path));
}

function installed(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
      ["", env.HOME ?? ""].map((root) => `${root}/Applications/${name}.app/Contents/MacOS/${name}`)
    );
  }
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA];
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        `${root}\\Google\\Chrome\\Application\\chrome.exe`,
        `${root}\\Chromium\\Application\\chrome.exe`,
        `${root}\\Microsoft\\Edge\\Application\\msedge.exe`
      ]);
  }
  return [];
}
