/** The places of a page that its build has left for cells to be added. */
export interface SparePlaces {
  /** The id of a place that no cell takes. */
  probe: string;
  /**
   * Takes a place out, and returns its element, to be put where the cell is to stand, and its id.
   *
   * @throws Error if all are taken
   */
  take(): {block: HTMLElement; root: string};
  /** Puts a place back. */
  give(block: HTMLElement): void;
}

/** Returns the spare places of a page; Framework knows them since the page was opened. */
export function sparePlaces(page: Document): SparePlaces {
  const store = page.querySelector(".spare-cells")!;
  const [probe, ...all] = Array.from(store.childNodes, (node) => node as Comment);
  const free = [...all];
  return {
    probe: idOf(probe!),
    take() {
      const comment = free.shift();
      if (comment === undefined) {
        throw new Error(`this page has room for ${all.length} added cells, and all are taken`);
      }
      const block = page.createElement("div");
      block.className = "observablehq observablehq--block";
      block.append(comment);
      return {block, root: idOf(comment)};
    },
    give(block) {
      const comment = [...block.childNodes].find((node) => all.includes(node as Comment));
      if (comment === undefined) throw new Error("invalid place: not one of the spare ones");
      store.append(comment);
      free.unshift(comment as Comment);
      block.remove();
    }
  };
}

function idOf({data}: Comment): string {
  return data.slice(1, -1);
}
