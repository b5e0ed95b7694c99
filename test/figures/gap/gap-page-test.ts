import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {drag} from "../../harness/board.js";
import {assertSum, isSumSettled, readSum, type Sum} from "../../harness/gap.js";
import {siteTest} from "../../harness/site.js";
import {addressHolds} from "../../harness/state.js";

const page = {path: "bound"};

/** How long all q of an image may take to be compared on a busy machine, in milliseconds. */
const timeout = 150_000;

/** Resolves when the sum is there and the lattice agrees with it to a tolerance, in nats. */
async function settledSum(site: Page, tolerance = 0.01): Promise<Sum> {
  await site.waitForFunction(isSumSettled, tolerance, {timeout: 60_000});
  return site.evaluate(readSum);
}

const markOf = (site: Page, name: string) => site.locator(`.gap-zoom [data-mark="${name}"]`);

siteTest("the gap: the sum is log p(x), whichever q the buttons choose", page, async (site) => {
  const encoder = await settledSum(site);
  assertSum(encoder);
  assert.ok(encoder.klToPosterior >= -0.02);
  await site.getByRole("button", {name: "best diagonal q"}).click();
  await site.waitForFunction(
    (old) => document.querySelector(".bound-sum [data-value=gap]")?.textContent !== old,
    encoder.klToPosterior.toFixed(2)
  );
  const best = await settledSum(site);
  assertSum(best);
  assert.ok(best.klToPosterior <= encoder.klToPosterior + 0.01, "the best q is no worse");
  const check = await site.locator("[data-check]").innerText();
  await site.locator(".action-buttons").getByRole("button", {name: "the prior"}).click();
  await site.waitForFunction(
    (before) =>
      document.querySelector(".bound-sum [data-value=kl-prior]")?.textContent === "0.00" &&
      document.querySelector("[data-check]")?.textContent !== before,
    check
  );
  // Under the prior log p(x|z) runs over thousands of nats: two lattices agree less closely there.
  const prior = await settledSum(site, 0.05);
  assertSum(prior, 0.07);
  assert.ok(prior.klToPosterior > 10 * encoder.klToPosterior);
  for (const {evidence} of [best, prior]) {
    assert.ok(Math.abs(evidence - encoder.evidence) < 0.07, "the ceiling stays");
  }
});

const numberOf = (text: string) => Number(text.replace("−", "-"));

/** Returns the numbers of the list of q: of each row its bound and its gap, as they are written. */
const rowsOf = (site: Page): Promise<string[][]> =>
  site
    .locator(".q-table tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => Array.from(row.querySelectorAll("td"), (cell) => cell.textContent ?? ""))
    );

/** Lets no posterior be computed. */
async function withoutPosteriors(site: Page): Promise<void> {
  await site.route("**/posteriors/worker*", () => {});
}

siteTest(
  "the gap: the first frame has its picture and all rows before anything is computed",
  {...page, prepare: withoutPosteriors},
  async (site) => {
    const rows = await rowsOf(site);
    assert.equal(rows.length, 5);
    for (const number of rows.flat()) assert.match(number, /^−?\d+\.\d\d$/);
    assert.equal(await site.locator("#gap .exhibit-view").getAttribute("aria-busy"), "true");
    assert.equal(await site.locator(".gap-zoom .mass-contours path").count(), 2);
    assert.equal(await site.locator(".gap-pictures canvas[data-drawn]").count(), 2);
    const overlaps = await site.locator(".bound-bar text:not(.value)").evaluateAll((texts) => {
      const boxes = texts
        .map((text) => text.getBoundingClientRect())
        .filter(({width}) => width > 0);
      return boxes.flatMap((a, i) =>
        boxes.slice(i + 1).filter((b) => {
          const [across, up] = [
            Math.min(a.right, b.right) - Math.max(a.left, b.left),
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          ];
          return across > 0 && up > 0;
        })
      ).length;
    });
    assert.equal(overlaps, 0);
  }
);

siteTest(
  "the gap: an image of a link shows nothing in a wrong place while it is computed",
  {path: "bound#gap~1~image=5", prepare: withoutPosteriors},
  async (site) => {
    await site.locator(".gap-pictures canvas[data-drawn]").first().waitFor();
    assert.equal(await site.locator(".bound-bar").isVisible(), false);
    assert.equal(await site.locator(".gap-plane .prior-circles circle").count(), 3);
    assert.deepEqual((await rowsOf(site)).flat(), Array(10).fill("…"));
  }
);

siteTest(
  "the gap: all q of an image are compared, even if the reader moves q at once",
  {path: "bound#gap~1~image=5"},
  async (site) => {
    await settledSum(site);
    await site.locator(".image-choice input").nth(3).check();
    await markOf(site, "mean").focus();
    for (let i = 0; i < 3; ++i) await site.keyboard.press("ArrowRight");
    await site.locator('#gap [aria-busy="false"]').waitFor({timeout});
    const gaps = (await rowsOf(site)).map(([, gap]) => numberOf(gap));
    const [encoder, best, full, prior, drawn] = gaps;
    assert.ok(best >= 0 && best <= encoder && encoder < prior, String(gaps));
    assert.ok(full >= 0 && full <= best + 0.01, String(gaps));
    assert.ok(Number.isFinite(drawn));
    const {klToPosterior, evidence} = await settledSum(site);
    assert.ok(Math.abs(drawn - klToPosterior) < 0.03, `${drawn}, ${klToPosterior}`);
    for (const [bound, gap] of await rowsOf(site)) {
      assert.ok(Math.abs(numberOf(bound) + numberOf(gap) - evidence) < 0.03, `${bound}, ${gap}`);
    }
  }
);

siteTest(
  "the gap: a q with a correlation keeps it while it is moved, and in the link",
  page,
  async (site) => {
    await settledSum(site);
    await site.getByRole("button", {name: "best full-covariance q"}).click();
    await addressHolds(site, /q='full'$/);
    await site.locator('#gap [aria-busy="false"]').waitFor({timeout});
    await settledSum(site);
    const [, [, diagonal], [, full]] = await rowsOf(site);
    assert.ok(numberOf(full) < numberOf(diagonal), `${full} of ${diagonal}`);
    await markOf(site, "mean").focus();
    await site.keyboard.press("ArrowRight");
    await addressHolds(site, /q=\(([-.\d]+,){4}[-.\d]+\)$/);
    const moved = await settledSum(site);
    assertSum(moved);
    assert.ok(moved.klToPosterior > numberOf(full));
    const correlation = Number(/,([-.\d]+)\)$/.exec(site.url())![1]);
    // The mark of σ₁ stands where the contour reaches farthest right: at ρ of its height.
    const [mean, right, up] = await Promise.all(
      ["mean", "sigma-1", "sigma-2"].map(async (name) => {
        const box = (await markOf(site, name).locator(".dot").boundingBox())!;
        return {x: box.x + box.width / 2, y: box.y + box.height / 2};
      })
    );
    const height = (mean.y - right.y) / (mean.y - up.y);
    assert.ok(Math.abs(height - correlation) < 0.02, `${height}, ${correlation}`);
  }
);

siteTest("the gap: q follows the pointer, and the numbers follow q", page, async (site) => {
  const before = await settledSum(site);
  const mean = markOf(site, "mean");
  const box = (await mean.locator(".dot").boundingBox())!;
  await drag(site, mean, {x: box.x + 60, y: box.y - 40});
  await site.waitForFunction(
    (old) => document.querySelector(".bound-sum [data-value=gap]")?.textContent !== old,
    before.klToPosterior.toFixed(2)
  );
  const after = await settledSum(site);
  assertSum(after);
  assert.ok(after.klToPosterior > before.klToPosterior, "away from the posterior");
  assert.ok(Math.abs(after.evidence - before.evidence) < 0.021);
});

siteTest("the gap: q is resized and moved by keys", page, async (site) => {
  const before = await settledSum(site);
  const width = markOf(site, "sigma-1");
  const sigma = Number(await width.getAttribute("aria-valuenow"));
  await width.focus();
  for (let i = 0; i < 4; ++i) await site.keyboard.press("ArrowRight");
  const wider = Number(await width.getAttribute("aria-valuenow"));
  assert.ok(Math.abs(wider / sigma - 1.1 ** 4) < 1e-6, `${wider / sigma}`);
  await markOf(site, "mean").focus();
  for (let i = 0; i < 5; ++i) await site.keyboard.press("ArrowUp");
  await site.waitForFunction(
    (old) => document.querySelector(".bound-sum [data-value=gap]")?.textContent !== old,
    before.klToPosterior.toFixed(2)
  );
  const after = await settledSum(site);
  assertSum(after);
  assert.ok(after.klToPrior !== before.klToPrior);
});

siteTest(
  "the gap: another image has another ceiling; a phrase of the text sets a hard case",
  page,
  async (site) => {
    const first = await settledSum(site);
    await site.getByRole("button", {name: "A correlated posterior"}).click();
    await site.waitForFunction(
      (old) => document.querySelector(".bound-sum [data-value=evidence]")?.textContent !== old,
      first.evidence.toFixed(2).replace("-", "−")
    );
    const second = await settledSum(site);
    assertSum(second);
    const chosen = site.locator(".gap-images input:checked");
    assert.match((await chosen.getAttribute("aria-label"))!, /most correlated/);
  }
);

siteTest(
  "the gap: a term of the formula lights its piece of the bar, on focus",
  page,
  async (site) => {
    await settledSum(site);
    await site.locator(".bound-sum [data-term=kl-prior]").focus();
    assert.ok(await site.locator(".bound-bar .piece-kl-prior.lit").isVisible());
    assert.ok((await site.locator(".katex .lit[data-term=kl-prior]").count()) > 0);
  }
);
