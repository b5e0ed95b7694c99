/** What Framework keeps of a cell or an expression while it renders a page. */
export interface RenderedCode {
  /** Stands in the page’s HTML as `<!--:id:-->`. */
  id: string;
  node: {
    /** What a cell gives to the others. */
    declarations: {name: string}[] | null;
    /** What it names and does not declare. */
    references: {name: string}[];
  };
}

/** Returns the ids of the code that needs one of some names, by itself or through other cells. */
export function dependentCode(
  code: readonly RenderedCode[],
  names: readonly string[]
): Set<string> {
  const wanted = new Set(names);
  const ids = new Set<string>();
  for (let size = -1; size !== ids.size;) {
    size = ids.size;
    for (const {id, node} of code) {
      if (ids.has(id) || !node.references.some(({name}) => wanted.has(name))) continue;
      ids.add(id);
      for (const {name} of node.declarations ?? []) wanted.add(name);
    }
  }
  return ids;
}
