import type {Browser, Locator, Page} from "playwright-core";

/** How a page is opened to take pictures of it. */
export interface ShotOptions {
  scheme?: "light" | "dark";
  width?: number;
  height?: number;
  /** How many pixels of the picture a CSS pixel gets. */
  scale?: number;
  /** Whether it is a phone, which is used with a finger; defaults to false. */
  isPhone?: boolean;
}

/** How long a figure may take until it is drawn, in milliseconds. */
const PATIENCE = 120_000;

/** Opens a page of the site, waits until it has all that it needs, uses it, and closes it. */
export async function withPage<T>(
  browser: Browser,
  address: string,
  {scheme = "light", width = 1440, height = 900, scale = 1, isPhone = false}: ShotOptions,
  use: (page: Page) => Promise<T>
): Promise<T> {
  const context = await browser.newContext({
    viewport: {width, height},
    deviceScaleFactor: scale,
    colorScheme: scheme,
    reducedMotion: "reduce",
    isMobile: isPhone,
    hasTouch: isPhone
  });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForFunction(() => document.documentElement.dataset.lacks === "");
    return await use(page);
  } finally {
    await context.close();
  }
}

/** Resolves when an element is in the window, and the figure that it is part of is drawn. */
export async function drawn(element: Locator): Promise<void> {
  await element.waitFor({timeout: PATIENCE});
  await element.evaluate((part) => part.scrollIntoView({block: "center"}));
  await element.page().waitForFunction(
    (part) => {
      const view = part?.closest("figure")?.querySelector("[aria-busy]") ?? null;
      return view === null || view.ariaBusy === "false";
    },
    await element.elementHandle(),
    {timeout: PATIENCE}
  );
  await element.page().waitForLoadState("networkidle");
}
