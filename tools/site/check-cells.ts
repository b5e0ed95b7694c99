import {execFile} from "node:child_process";
import {mkdir, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {dirname, join, relative, sep} from "node:path";
import {projectFolder} from "../project.js";
import {findCells} from "./cells.js";
import {pageModule} from "./page-module.js";

/**
 * Returns a promise to what is wrong with the types of the cells in a site's pages, one message
 * each, such as `src/index.md:12:7 - TS2304: Cannot find name 'z'.`
 *
 * @param folder holds src and node_modules; the modules checked are left in its `.types/cells`
 */
export async function cellFaults(folder: string): Promise<string[]> {
  const output = join(folder, ".types", "cells");
  await rm(output, {recursive: true, force: true});
  await mkdir(output, {recursive: true});
  const faults: string[] = [];
  for (const path of await pagePaths(join(folder, "src"))) {
    const page = await readFile(join(folder, "src", path), "utf8");
    for (const {language, line} of findCells(page)) {
      if (language === "ts") continue;
      faults.push(`src/${path}:${line + 1}:1 - invalid cell language: ${language}; write ts`);
    }
    const file = join(output, path.replace(/\.md$/, ".ts"));
    await mkdir(dirname(file), {recursive: true});
    await writeFile(file, await pageModule(page));
  }
  await writeFile(join(output, "tsconfig.json"), JSON.stringify(configuration(folder, output)));
  return [...faults, ...(await compile(output, folder))];
}

/** Returns the pages of a site, relative to its sources; the link to the models is not followed. */
async function pagePaths(source: string): Promise<string[]> {
  return (await readdir(source, {recursive: true}))
    .map((path) => path.replaceAll(sep, "/"))
    .filter((path) => path.endsWith(".md") && !/^(\.observablehq|models|vendor)\//.test(path))
    .toSorted();
}

function configuration(folder: string, output: string) {
  return {
    extends: join(projectFolder, "tsconfig.json"),
    compilerOptions: {
      // A name may be there for an inline expression only.
      noUnusedLocals: false,
      // A function that a reader is to finish may not use its arguments yet.
      noUnusedParameters: false,
      typeRoots: [join(projectFolder, "node_modules", "@types")],
      // A page's relative imports are found as if its module stood beside it.
      rootDirs: [output, join(folder, "src")]
    },
    include: [output, join(projectFolder, "types"), join(folder, "src", "**", "*.d.ts")],
    exclude: []
  };
}

function compile(output: string, folder: string): Promise<string[]> {
  const tsc = join(projectFolder, "node_modules", "typescript", "bin", "tsc");
  const args = [tsc, "--project", output, "--pretty", "false"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, {cwd: folder, maxBuffer: 2 ** 26}, (error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`.trim().split("\n");
      resolve(error === null ? [] : lines.map((line) => toPage(line, relative(folder, output))));
    });
  });
}

/** Returns a compiler's message with the place of the page instead of that of its module. */
function toPage(message: string, output: string): string {
  const place = /^(.*)\.ts\((\d+),(\d+)\): error (.*)$/.exec(message.replaceAll(sep, "/"));
  const prefix = `${output.replaceAll(sep, "/")}/`;
  if (place === null || !place[1]!.startsWith(prefix)) return message;
  const [, path, line, column, text] = place;
  return `src/${path!.slice(prefix.length)}.md:${line}:${column} - ${text}`;
}
