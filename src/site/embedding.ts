/**
 * Returns where a figure is shown alone, relative to the site’s root.
 *
 * @param fragment names the figure, as `#bound/gap` or `#gap`, and how it stands, after a “~”
 * @param names the figures there are, each as “page/id”
 * @returns undefined if there is no such figure
 */
export function addressAlone(fragment: string, names: readonly string[]): string | undefined {
  const parts = /^#(?:([\w-]+)\/)?([\w-]+)(~[^]*)?$/.exec(fragment);
  if (parts === null) return undefined;
  const [, page, figure, state = ""] = parts;
  const name = names.find((one) =>
    page === undefined ? one.endsWith(`/${figure}`) : one === `${page}/${figure}`
  );
  if (name === undefined) return undefined;
  return `${name.slice(0, name.indexOf("/"))}.html?only=${figure}#${figure}${state}`;
}

/**
 * Goes on to the figure that this address names. Where it names none, or one that there is not,
 * the list of all is shown, with a sentence in its first paragraph.
 */
export function openFigureAlone(list: HTMLElement, invalidation: Promise<unknown>): void {
  const names = Array.from(
    list.querySelectorAll<HTMLElement>("[data-figure]"),
    ({dataset}) => dataset.figure!
  );
  const open = (hash: string): void => {
    const address = addressAlone(hash, names);
    if (address !== undefined) return location.replace(new URL(address, location.href).href);
    const complaint = list.querySelector("p")!;
    complaint.hidden = hash.length < 2;
    const asked = hash.slice(1, 81).replace(/~[^]*/, "");
    complaint.textContent = `There is no figure “${asked}” here; the names are those below.`;
    list.dataset.ready = "";
  };
  // What keeps the state of a page in its address would take the fragment for its own and write
  // it anew: the page has noted it before any module ran, and the event has it as it was.
  open(list.dataset.asked ?? location.hash);
  const follow = ({newURL}: HashChangeEvent): void => open(new URL(newURL).hash);
  window.addEventListener("hashchange", follow);
  void invalidation.then(() => window.removeEventListener("hashchange", follow));
}
