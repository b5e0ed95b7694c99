import {execFileSync} from "node:child_process";
import {readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {projectFolder} from "../project.js";

const git = (...words: string[]) =>
  execFileSync("git", words, {cwd: projectFolder, encoding: "utf8"})
    .split("\0")
    .filter((path) => path !== "");

const others = ["ls-files", "--others", "--exclude-standard", "-z"];

/** Returns the paths of what differs from a commit: changed, added or removed, untracked or not. */
export function changedFiles(base: string): string[] {
  return [
    ...new Set([...git("diff", "--name-only", "--no-renames", "-z", base), ...git(...others)])
  ];
}

/** Returns the texts of all modules, pages, style sheets and tests, by their paths. */
export function sourceTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const path of [...git("ls-files", "-z"), ...git(...others)]) {
    if (!/\.(ts|css|md)$/.test(path) || path.startsWith("models/")) continue;
    try {
      texts.set(path, readFileSync(join(projectFolder, path), "utf8"));
    } catch {
      // It is removed, and git still has it.
    }
  }
  return texts;
}

/** Returns whether the built site is older than one of some files, or is not there. */
export function isSiteOlderThan(paths: readonly string[]): boolean {
  const timeOf = (path: string) =>
    statSync(join(projectFolder, path), {throwIfNoEntry: false})?.mtimeMs;
  const built = timeOf(join("dist", "index.html"));
  return built === undefined || paths.some((path) => (timeOf(path) ?? Infinity) > built);
}
