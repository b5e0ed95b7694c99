import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {findBrowser, shell} from "./find-browser.js";

/** One way to get a browser: commands to run in turn, and what to call it in a message. */
interface Way {
  name: string;
  commands: [string, ...string[]][];
}

/**
 * Returns the path of a Chrome or Chromium, which it installs if there is none.
 *
 * @param whole see findBrowser
 * @throws Error that says what was tried and what to do, if that fails as well
 */
export function browserPath(whole: boolean): string {
  const found = findBrowser({whole});
  if (found !== undefined) return found;
  const tried: string[] = [];
  for (const {name, commands} of ways()) {
    console.log(`No Chrome or Chromium found: getting one by ${name}.`);
    const done = commands.every(([command, ...args]) => succeeds(command, args));
    const path = done ? findBrowser({whole}) : undefined;
    if (path !== undefined) return path;
    tried.push(name);
  }
  throw new Error(
    `no Chrome or Chromium found, and none could be had by ${tried.join(" or ")}; ` +
      "install one, or name its executable in CHROME_PATH"
  );
}

/**
 * Returns the ways to try: as root on Debian its package, which brings the libraries it needs,
 * with fonts that are as wide as Times and Arial.
 */
function ways(): Way[] {
  const playwright = dirname(
    createRequire(import.meta.url).resolve("playwright-core/package.json")
  );
  const download: Way = {
    name: "Playwright's download",
    commands: [[process.execPath, join(playwright, "cli.js"), "install", "chromium"]]
  };
  const debian: Way = {
    name: "Debian's package",
    commands: [
      ["apt-get", "update"],
      ["apt-get", "install", "-y", "--no-install-recommends", shell, "fonts-liberation"]
    ]
  };
  const isRootOnDebian = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  return isRootOnDebian ? [debian, download] : [download];
}

function succeeds(command: string, args: string[]): boolean {
  const env = {...process.env, DEBIAN_FRONTEND: "noninteractive"};
  return spawnSync(command, args, {env, stdio: ["ignore", "ignore", "inherit"]}).status === 0;
}
