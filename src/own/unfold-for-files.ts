import type {OwnModelInput} from "./input.js";

/**
 * Unfolds the field for a model when it has something to say, and while files are dragged over the
 * window: then they may be dropped anywhere in it. Returns a function that ends this.
 *
 * @param fold holds the field
 */
export function unfoldForFiles(fold: HTMLDetailsElement, field: OwnModelInput): () => void {
  const ending = new AbortController();
  let isOpened = false; // by what is dragged

  function listen(type: "dragover" | "dragleave" | "drop", use: (event: DragEvent) => void): void {
    const onlyFiles = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") === true) use(event);
    };
    addEventListener(type, onlyFiles, {signal: ending.signal});
  }

  function end(): void {
    delete fold.dataset.dragged;
    isOpened = false;
  }

  listen("dragover", (event) => {
    event.preventDefault();
    if (fold.dataset.dragged !== undefined) return;
    fold.dataset.dragged = "";
    isOpened = !fold.open;
    fold.open = true;
  });

  // What is left for no other element is left for another window.
  listen("dragleave", ({relatedTarget}) => {
    if (relatedTarget !== null) return;
    if (isOpened) fold.open = false;
    end();
  });

  listen("drop", (event) => {
    // The field itself, or an editor, may have taken them.
    if (!event.defaultPrevented) field.drop(event.dataTransfer!);
    // A browser would open a file in the place of the page.
    event.preventDefault();
    end();
    fold.open = true;
    fold.scrollIntoView({block: "nearest"});
  });

  void unfoldForOffer();
  async function unfoldForOffer(): Promise<void> {
    if ((await field.offers) && !ending.signal.aborted) fold.open = true;
  }

  return () => ending.abort();
}
