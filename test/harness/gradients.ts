import assert from "node:assert/strict";
import type {Locator, Page} from "playwright-core";

/** Returns the figure with the parabola, with all its estimates made. */
export async function filled(page: Page): Promise<Locator> {
  const figure = page.locator("#two-gradients");
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole("radio", {name: "a parabola"}).check();
  await figure.getByRole("button", {name: "Play"}).click();
  await figure.getByText(`Estimate 4000 `).waitFor();
  return figure;
}

/** Returns the numbers of a row: mean, its standard error, deviation, ratios by μ and by σ. */
export async function row(figure: Locator, name: string): Promise<number[]> {
  const cells = await figure.locator(`tr[data-row="${name}"] td`).allTextContents();
  return cells
    .flatMap((text) => text.split("±"))
    .map((text) => Number(text.replaceAll(/[,\s]/g, "").replace("−", "-")));
}

/** Asserts that the means of the three estimators are within 4 standard errors of the exact one. */
export async function assertUnbiased(figure: Locator): Promise<void> {
  const [exact] = await row(figure, "exact");
  for (const name of ["pathwise", "score function", "score function, mean baseline"]) {
    const [mean, error] = await row(figure, name);
    assert.ok(Math.abs(mean! - exact!) < 4 * error! + 0.005, `${name}: ${mean}, exact ${exact}`);
  }
}
