import type {Locator} from "playwright-core";
import type {Place} from "../board.js";
import type {Driver} from "./driver.js";

const patience = 60_000; // milliseconds that a page may take, on a busy machine
const look = 1000; // milliseconds that one command waits for what a page may come to be

/** How WebDriver writes the keys that have no character. */
const keys: Record<string, string> = {
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Escape: "\uE00C",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015"
};

/** A page that is open in a browser which WebDriver drives. */
export class DrivenPage {
  constructor(private readonly driver: Driver) {}

  /** Opens an address, and resolves when it is loaded. */
  async goto(url: string): Promise<void> {
    await this.driver.send("Navigate", {url});
  }

  async reload(): Promise<void> {
    await this.driver.send("Refresh");
  }

  async back(): Promise<void> {
    await this.driver.send("Back");
  }

  async forward(): Promise<void> {
    await this.driver.send("Forward");
  }

  /**
   * Runs a function in the page, and returns a promise to what it returns: values of JSON.
   *
   * @param act names nothing outside it
   */
  async evaluate<R, A = undefined>(act: (arg: A) => R, arg?: A): Promise<Awaited<R>> {
    return (await this.run(`(${String(act)})(given[0])`, [arg])) as Awaited<R>;
  }

  /**
   * Resolves, to what a function returns in the page, when that is neither false nor nothing.
   *
   * @param what the function waits for, as the error says it
   */
  async waitFor<R, A = undefined>(
    what: string,
    act: (arg: A) => R,
    arg?: A
  ): Promise<Exclude<NonNullable<Awaited<R>>, false>> {
    const source = `(async () => {
      const end = performance.now() + ${look};
      for (;;) {
        const value = (await (${String(act)})(given[0])) || null;
        if (value !== null || performance.now() > end) return value;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    })()`;
    const deadline = Date.now() + patience;
    for (;;) {
      // A page that is being left answers with an error, the one that comes does not.
      const answer = await this.run(source, [arg]).catch((error: Error) => error);
      const isError = answer instanceof Error;
      if (!isError && answer !== null) return answer as Exclude<NonNullable<Awaited<R>>, false>;
      if (Date.now() > deadline)
        throw new Error(`the page has not come to: ${what}`, isError ? {cause: answer} : {});
    }
  }

  /** Runs an expression in the page, in which `given` are some values or elements. */
  async run(source: string, given: readonly unknown[]): Promise<unknown> {
    // The loader of these tests wraps functions in __name, which a page does not have.
    const script = `const given = [...arguments], done = given.pop(), __name = (named) => named;
(async () => ${source})().then((value) => done({value}), (error) => done({error: String(error)}));`;
    const answer = await this.driver.send("ExecuteAsyncScript", {script, args: given});
    const {value, error} = answer as {value?: unknown; error?: string};
    if (typeof error === "string") throw new Error(error);
    return value ?? null;
  }

  /** Returns the first element of a selector, or the first whose name or whole text is `text`. */
  find(css: string, text?: string): DrivenElement {
    return new DrivenElement(this, this.driver, css, text);
  }

  /** Presses keys one after the other, such as `End` or `Control+a`, where the focus is. */
  async press(...chords: string[]): Promise<void> {
    const actions = chords.flatMap((chord) => {
      const values = chord.split("+").map((key) => keys[key] ?? key);
      return [
        ...values.map((value) => ({type: "keyDown", value})),
        ...values.toReversed().map((value) => ({type: "keyUp", value}))
      ];
    });
    await this.driver.send("PerformActions", {actions: [{type: "key", id: "keys", actions}]});
  }

  /** Types a text where the focus is. */
  async type(text: string): Promise<void> {
    const actions = Array.from(text).flatMap((value) => [
      {type: "keyDown", value},
      {type: "keyUp", value}
    ]);
    await this.driver.send("PerformActions", {actions: [{type: "key", id: "keys", actions}]});
  }

  /** Presses the mouse at a place of the window, and lets go at another. */
  async drag(from: Place, to: Place): Promise<void> {
    const moveTo = ({x, y}: Place, duration = 0) => ({
      type: "pointerMove",
      duration,
      x: Math.round(x),
      y: Math.round(y)
    });
    const actions = [
      moveTo(from),
      {type: "pointerDown", button: 0},
      moveTo({x: (from.x + to.x) / 2, y: (from.y + to.y) / 2}, 50),
      moveTo(to, 50),
      {type: "pointerUp", button: 0}
    ];
    const mouse = {type: "pointer", id: "mouse", parameters: {pointerType: "mouse"}, actions};
    await this.driver.send("PerformActions", {actions: [mouse]});
  }
}

/** Where an element of a page is found, each time that it is asked for. */
export class DrivenElement {
  constructor(
    private readonly page: DrivenPage,
    private readonly driver: Driver,
    private readonly css: string,
    private readonly text?: string
  ) {}

  /** Returns a promise to the element, as WebDriver names it, once it is there. */
  private element(): Promise<Record<string, string>> {
    return this.page.waitFor(
      `${this.css} ${this.text ?? ""}`,
      ([css, text]) =>
        Array.from(document.querySelectorAll(css)).find(
          (one) =>
            text === null ||
            one.getAttribute("aria-label") === text ||
            one.textContent.trim().replaceAll(/\s+/g, " ") === text
        ) as unknown as Record<string, string> | undefined,
      [this.css, this.text ?? null] as [string, string | null]
    );
  }

  /** Runs a function of the element in the page, like that of a locator. */
  readonly evaluate = (async (act: unknown, arg?: unknown) =>
    this.page.run(`(${String(act)})(given[0], given[1] ?? undefined)`, [
      await this.element(),
      arg
    ])) as Locator["evaluate"];

  /** Resolves when the element is there. */
  async waitFor(): Promise<void> {
    await this.element();
  }

  /** Clicks the element, once it rests in the window: the page still lays out what is above it. */
  async click(): Promise<void> {
    await this.evaluate(async (element) => {
      const top = () => {
        element.scrollIntoView({block: "center", behavior: "instant"});
        return element.getBoundingClientRect().top;
      };
      let before = NaN;
      for (let now = top(); now !== before; now = top()) {
        before = now;
        for (let frame = 0; frame < 3; ++frame) await new Promise(requestAnimationFrame);
      }
    });
    await this.driver.send("ElementClick", {id: idOf(await this.element())});
  }

  /** Gives a file input the paths of files. */
  async upload(paths: readonly string[]): Promise<void> {
    await this.driver.send("ElementSendKeys", {
      id: idOf(await this.element()),
      text: paths.join("\n")
    });
  }

  /** Brings the focus to the element, and presses keys. */
  async press(...chords: string[]): Promise<void> {
    await this.evaluate((element) => element.focus());
    await this.page.press(...chords);
  }

  /** Returns a promise to the text that the element holds. */
  textContent(): Promise<string> {
    return this.evaluate((element) => element.textContent);
  }

  /** Brings the element into the window, and returns a promise to its middle there. */
  middle(): Promise<Place> {
    return this.evaluate((element) => {
      element.scrollIntoView({block: "center", behavior: "instant"});
      const {left, top, width, height} = element.getBoundingClientRect();
      return {x: left + width / 2, y: top + height / 2};
    });
  }
}

/** Returns the one value of an element’s reference; its key is a constant of the standard. */
function idOf(reference: Record<string, string>): string {
  return Object.values(reference)[0]!;
}
