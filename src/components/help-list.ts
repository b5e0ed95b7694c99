/** Returns names and what they mean, as a list of definitions. */
export function helpList(
  entries: Readonly<Record<string, {use: string; meaning: string}>>
): HTMLElement {
  const list = document.createElement("dl");
  list.className = "help-list";
  for (const {use, meaning} of Object.values(entries)) {
    const name = document.createElement("code");
    name.textContent = use;
    const term = document.createElement("dt");
    term.append(name);
    const description = document.createElement("dd");
    description.textContent = meaning;
    list.append(term, description);
  }
  return list;
}
