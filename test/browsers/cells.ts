import type {DrivenPage} from "../harness/webdriver/page.js";

const noise = '.cell[data-cell="introduction:10"]'; // const epsilon = …

/** Resolves when the sixteen samples of q stand at a number of different places, enlarged. */
function places(page: DrivenPage, expected: number): Promise<unknown> {
  return page.waitFor(
    `${expected} places of samples`,
    (count) => {
      const dots = document.querySelectorAll("#encode .posterior-zoom .samples circle");
      const at = Array.from(dots, (dot) => `${dot.getAttribute("cx")} ${dot.getAttribute("cy")}`);
      return new Set(at).size === count;
    },
    expected
  );
}

/** Types a cell anew that gives the samples of q their noise, without any, and reverts it. */
export async function editCell(page: DrivenPage): Promise<void> {
  await places(page, 16);
  await page.find(`${noise} > .cell-bar button`, "Edit").click();
  await page.find(`${noise} .cm-content`).click();
  await page.press("Control+a");
  await page.type("const epsilon: number[] = Array.from({length: 32}, () => 0);");
  await page.press("Control+Enter");
  await places(page, 1);
  await page.find(`${noise} button`, "Revert").click();
  await places(page, 16);
}
