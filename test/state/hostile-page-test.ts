import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {siteTest} from "../harness/site.js";
import {follow, freshTab, says, standOf} from "../harness/state.js";

const script = "</script><script>ran=1</script>";
const handler = "<img src=x onerror=ran=1>";

/** Links to the page of the gap, and what is said of each. */
const links: [string, RegExp][] = [
  [`#~1~model='${script}'`, /model: "<\/script><script>ran=1<\/script>", expected one of/],
  [`#~1~image='${handler}'`, /image: "<img src=x onerror=ran=1>", expected a whole number/],
  [`#${handler}~1~${handler}=1`, /invalid part of the link: <img src=x onerror=r, expected name=/],
  ["#~1~__proto__=!'polluted':1*", /invalid part of the link: __proto__=/],
  ["#~1~q=!'__proto__':!'polluted':1**", /q: .*__proto__.*, expected a value as a page writes it/],
  ["#~1~q=!'constructor':!'prototype':1**", /q: .*constructor.*, expected a value as/],
  ["#~1~constructor=1~to-string=(2)", /constructor: 1, for which this page has no place/],
  [`#~1~q=${"a".repeat(1_000_000)}`, /invalid link: 1000005 characters, expected at most 100000/],
  [`#~1~q=${"(".repeat(90_000)}`, /q: \(+, expected a value as a page writes it/],
  [`#~1${"~b=1".repeat(200)}`, /invalid part of the link: b=1, expected name=value/],
  ["#~1~q=true", /q: true, expected one of "encoder", "best", "full", "prior"/],
  ["#~1~image=(1)~model=7", /model: 7, expected one of .*image: \[1\], expected a whole number/],
  ["#~1~image=1e308~q=(1e308,0,0,0)", /image: 1e\+308, expected .*q: 1e\+308, expected a number/],
  ["#~1~image=-1", /image: -1, expected a whole number from 0/],
  ["#~1~image=null~q=null", /image: null, expected a whole number.*q: null, expected one of/],
  ["#~1~hide='everything'", /hide: "everything", expected "controls" or a list of gap/],
  ["#~1~hide=('__proto__')", /hide: "__proto__", expected "controls" or a list of/],
  ["#~1~cells=.AAAA", /cells: \.AAAA, expected a value as a page writes it/],
  [
    "#~1~cells=(!'id':'../x','source':'ran=1'*)",
    /cells: invalid id of a cell: "\.\.\/x", expected/
  ],
  ["#~1~cells='ran=1'", /cells: invalid cells: "ran=1", expected a list/],
  ["#~1~q=%E0%A4%A", /q: %E0%A4%A, expected a value as a page writes it/]
];

/** Asserts that a page is as it was, and that nothing of a link has run or got into it. */
async function assertUnharmed(page: Page, stand: unknown, link: string): Promise<void> {
  assert.deepEqual(await standOf(page), stand, link.slice(0, 60));
  const found = await page.evaluate(() => ({
    ran: (globalThis as {ran?: unknown}).ran,
    polluted: ({} as {polluted?: unknown}).polluted,
    handlers: document.querySelectorAll("[onerror]").length,
    dialogs: document.querySelectorAll("dialog[open]").length
  }));
  assert.deepEqual(found, {ran: undefined, polluted: undefined, handlers: 0, dialogs: 0});
}

/** Waits for the images of the gap, which come after the cells, and returns what inputs stand at. */
async function standWithImages(page: Page): Promise<unknown> {
  const images = page.getByRole("group", {name: "an image x", exact: true});
  await images.getByRole("radio").first().waitFor();
  return standOf(page);
}

siteTest(
  "hostile links change nothing, harm nothing, and are named",
  {path: "bound"},
  async (page) => {
    const stand = await standWithImages(page);
    for (const [link, pattern] of links) {
      await follow(page, link);
      await says(page, pattern);
      await assertUnharmed(page, stand, link);
    }
  }
);

siteTest("a hostile link that is opened first does no more", {path: "bound"}, async (page) => {
  const stand = await standWithImages(page);
  const all = `#~1~model='${script}'~image='${handler}'~q=1e400~__proto__=1~cells=(!'id':1*)`;
  const tab = await freshTab(page, new URL(all, page.url()).href);
  await says(tab, /image: "<img src=x onerror=ran=1>", expected a whole number/);
  await standWithImages(tab);
  await assertUnharmed(tab, stand, all);
  await tab.context().close();
});

siteTest(
  "a plan that is beyond a run's limits is refused by its field",
  {path: "vae"},
  async (page) => {
    const stand = await standOf(page);
    for (const [link, pattern] of [
      ["#~1~plan=!'epochs':1e9*", /plan: .*epochs.*1000000000/],
      ["#~1~plan=!'dataset':'__proto__'*", /plan: dataset: "__proto__", expected one of/],
      ["#~1~plan=!'hiddenUnits':'many'*", /plan: .*hiddenUnits.*many/],
      ["#~1~plan=(1)", /plan: \[1\], expected the fields of a plan/]
    ] as const) {
      await follow(page, link);
      await says(page, pattern);
      await assertUnharmed(page, stand, link);
    }
  }
);

siteTest(
  "a frame of a file of the host, through which a cell could ask another host, is not loaded",
  {path: "bound", expected: [/frame-src 'none'/]},
  async (page) => {
    const blocked = await page.evaluate(async () => {
      const violation = new Promise<string>((resolve) => {
        document.addEventListener("securitypolicyviolation", ({effectiveDirective}) =>
          resolve(effectiveDirective)
        );
      });
      const frame = document.createElement("iframe");
      frame.src = new URL("first-requests.json", location.href).href;
      document.body.append(frame);
      return violation;
    });
    assert.equal(blocked, "frame-src");
  }
);
