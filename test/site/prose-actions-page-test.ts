import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe} from "node:test";
import type {Locator, Page} from "playwright-core";
import {projectFolder} from "../../tools/project.js";
import {chapters} from "../../tools/site/contents.js";
import {siteTest} from "../harness/site.js";
import {until} from "../harness/waiting.js";
import {runsWhole} from "../whole.js";

/** The pages whose prose sets a figure, as far as their sources say so. */
const paths = chapters
  .map(({path}) => path.slice(1))
  .filter((name) => {
    const markdown = readFileSync(join(projectFolder, "src", `${name}.md`), "utf8");
    return /figureAction|runGallery|data-sets=/.test(markdown);
  });

const screens = {
  "a laptop": {viewport: {width: 1440, height: 900}},
  "a phone": {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}
};

/**
 * Returns how many parts of a figure are in the window and not as they were when they were last
 * remembered: in what they say, hold and look like.
 *
 * @param remembers whether they are remembered as they are now
 */
function changedInView(page: Page, figure: string, {remembers = false} = {}): Promise<number> {
  return page.evaluate(
    ([id, isFirst]) => {
      const known = globalThis as {before?: WeakMap<Element, string>};
      const before = isFirst ? (known.before = new WeakMap()) : known.before!;
      let changed = 0;
      for (const part of document.getElementById(id)!.querySelectorAll("*")) {
        const own = Array.from(part.childNodes, (node) => (node instanceof Text ? node.data : ""));
        const attributes = Array.from(part.attributes, ({name, value}) => `${name}=${value}`);
        const {value, checked} = part as HTMLInputElement;
        const look = [...own, ...attributes, value, checked].join(" ");
        if (isFirst) before.set(part, look);
        const {top, bottom, width, height} = part.getBoundingClientRect();
        const isSeen = width > 0 && height > 0 && top < innerHeight && bottom > 48;
        if (isSeen && !part.matches(".way-back") && before.get(part) !== look) ++changed;
      }
      return changed;
    },
    [figure, remembers] as const
  );
}

function isInView(element: Locator): Promise<boolean> {
  return element.evaluate((place) => {
    const {top, bottom} = place.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}

for (const [i, path] of paths.entries()) {
  describe(`the prose of /${path}`, () => {
    // Of the pages every other one is tried on a phone, and the ones between on a laptop.
    const tried = Object.entries(screens).filter((_, j) => runsWhole || (i + j) % 2 === 0);
    for (const [name, context] of tried) {
      siteTest(
        `each phrase of /${path} that sets a figure changes something in view on ${name}`,
        {path: path === "index" ? "" : path, context: {...context, reducedMotion: "reduce"}},
        async (page) => {
          const phrases = page.locator("main [data-sets]:is(button, [role=button])");
          await phrases.first().waitFor();
          for (const [n, phrase] of (await phrases.all()).entries()) {
            await phrase.evaluate((button) => button.scrollIntoView({block: "end"}));
            const figure = (await phrase.getAttribute("data-sets"))!;
            await changedInView(page, figure, {remembers: true});
            // A phrase that is a block would leave the comma behind it to the next line.
            const display = await phrase.evaluate((one) =>
              one.matches(".tries *") ? "inline" : getComputedStyle(one).display
            );
            assert.equal(display, "inline", (await phrase.textContent())!);
            await (n % 2 === 0 ? phrase.click() : phrase.press(" "));
            const changed = await until(
              page,
              () => changedInView(page, figure),
              (count) => count > 0
            );
            assert.ok(changed > 0, `“${await phrase.textContent()}” shows nothing in view`);
            const chip = page.getByRole("button", {name: "back to the text"});
            if ((await chip.count()) === 0) continue;
            assert.ok(await isInView(chip));
            await page.keyboard.press("Enter"); // the focus is on it
            assert.ok(await isInView(phrase));
            assert.ok(await phrase.evaluate((button) => button === document.activeElement));
            assert.equal(await chip.count(), 0);
          }
        }
      );
    }
  });
}
