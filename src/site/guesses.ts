/** Where this browser keeps what has been guessed: for each question the number of an answer. */
const KEY = "guesses";

/**
 * Lets a reader guess before the answer is told: each answer of a question can be pressed, is kept
 * in this browser, and opens the answer, which begins with whether it was right. Who would rather
 * not guess opens the answer itself.
 */
export function offerGuesses(page: Document): void {
  const kept = readGuesses();
  for (const menu of page.querySelectorAll<HTMLElement>("menu.guesses")) {
    const answer = answerOf(menu);
    if (answer === undefined) continue;
    const name = `${location.pathname.replace(/^.*\//, "")}#${placeOf(menu)}`;
    const buttons = Array.from(menu.children, (item) => asButton(item as HTMLElement));
    const verdict = page.createElement("div");
    verdict.className = "verdict-line";
    verdict.role = "status";
    answer.querySelector("summary")!.after(verdict);

    const show = (chosen: number) => {
      buttons.forEach((button, i) => (button.ariaPressed = String(i === chosen)));
      const right = buttons.findIndex((button) => button.dataset.right !== undefined);
      verdict.textContent =
        chosen === right ? "Yes." : `You said “${buttons[chosen]!.textContent}”. It is another:`;
    };
    buttons.forEach((button, i) =>
      button.addEventListener("click", () => {
        show(i);
        answer.open = true;
        keepGuess(name, i);
      })
    );
    const before = kept[name];
    if (before !== undefined && before < buttons.length) show(before);
  }
}

/** Returns the folded answer of a question, the next one after its guesses. */
function answerOf(menu: Element): HTMLDetailsElement | undefined {
  let next = menu.nextElementSibling;
  while (next !== null && !next.matches("details.answer")) next = next.nextElementSibling;
  return (next as HTMLDetailsElement | null) ?? undefined;
}

/** Returns the id of the figure that asks, or of the heading above the question. */
function placeOf(menu: Element): string {
  let before: Element | null = menu.closest("figure");
  for (before ??= menu; before !== null; before = before.previousElementSibling)
    if (before.id !== "") return before.id;
  return "";
}

/** Puts what an item says into a button, and returns that. */
function asButton(item: HTMLElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "action";
  button.ariaPressed = "false";
  button.append(...item.childNodes);
  if (item.dataset.right !== undefined) button.dataset.right = "";
  item.append(button);
  return button;
}

function readGuesses(): Record<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, number>) : {};
  } catch {
    return {};
  }
}

function keepGuess(name: string, guess: number): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({...readGuesses(), [name]: guess}));
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
}
