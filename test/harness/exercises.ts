import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {cellOf, runText} from "./cells.js";
import {projectFolder} from "../../tools/project.js";
import {findCells} from "../../tools/site/cells.js";

const path = "reading-group";
const source = readFileSync(join(projectFolder, "src", `${path}.md`), "utf8");

/** Returns the name of the cell that declares a function. */
function cellNamed(name: string): string {
  const at = findCells(source).findIndex((cell) => cell.source.includes(`\nfunction ${name}(`));
  return `${path}:${at + 1}`;
}

/** Returns the page’s own solution of an exercise. */
export function solution(exercise: string): string {
  const pattern = new RegExp(`data-exercise="${exercise}">[^]*?\`\`\`typescript\n([^]*?)\`\`\``);
  return pattern.exec(source)![1]!;
}

/** Runs a text in the cell of a function, and waits for what is said of it. */
export async function answer(page: Page, name: string, text: string, says: RegExp): Promise<void> {
  await runText(cellOf(page, cellNamed(name)), text);
  await page.locator(".verdict").getByText(says).or(page.getByText(says)).first().waitFor();
}
