import {readFile, writeFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {format, resolveConfig} from "prettier";
import type {Findings} from "./figure.js";
import type {Machine} from "./machine.js";
import {findingsText} from "./table.js";

const path = fileURLToPath(new URL("../README.md", import.meta.url));

/** Between these lines of README.md stands what the bench writes. */
const BEGIN = "<!-- results -->";
const END = "<!-- end of results -->";

/** Writes the results of a whole run into README.md. */
export async function writeReadme(report: Findings & {date: string; machine: Machine}) {
  const text = await readFile(path, "utf8");
  const [before, rest] = text.split(BEGIN);
  const [, after] = rest.split(END);
  const {cpu, cores, memoryGigabytes, platform, versions} = report.machine;
  const facts = [
    `${report.date}, ${cpu}, ${cores} cores, ${memoryGigabytes} GB, ${platform}.`,
    `${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}.`
  ].join(" ");
  const results = [BEGIN, facts, findingsText(report, "###"), END].join("\n\n");
  const whole = before + results + after;
  await writeFile(path, await format(whole, {parser: "markdown", ...(await resolveConfig(path))}));
}
