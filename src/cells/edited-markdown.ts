import type {ChangedCell} from "./changed-cells.js";

/** The source of a page, as the build records it. */
export interface PageSource {
  markdown: string;
  /**
   * Where the fences of its cells stand, in order: the lines, from 0, that open and close each; null
   * if nothing closes it.
   */
  fences: readonly (readonly [open: number, close: number | null])[];
}

/**
 * Returns the Markdown of a page with some of its cells edited and others added, and all else as it
 * was, letter by letter: ready to replace the page’s source.
 *
 * @param page its name, such as `bound`
 * @param changed in the order of the page, as far as cells were added after the same one
 * @throws RangeError naming a cell that the page does not have
 */
export function editedPage(
  {markdown, fences}: PageSource,
  page: string,
  changed: readonly ChangedCell[]
): string {
  const lineEnd = markdown.includes("\r\n") ? "\r\n" : "\n";
  const lines = markdown.split(lineEnd);
  const indexOf = (id: string): number => {
    const index = fences.findIndex((_, i) => `${page}:${i + 1}` === id);
    if (index !== -1) return index;
    throw new RangeError(`invalid cell: ${id}, expected ${page}:1 to ${page}:${fences.length}`);
  };
  const isAdded = ({after}: ChangedCell) => after !== undefined;
  const sources = new Map(
    changed.filter((cell) => !isAdded(cell)).map(({id, source}) => [indexOf(id), source])
  );
  const added = inPlace(changed.filter(isAdded), indexOf);

  const result: string[] = [];
  let from = 0;
  for (const [i, [open, close]] of fences.entries()) {
    const source = sources.get(i);
    const texts = added.get(i) ?? [];
    result.push(...lines.slice(from, open));
    from = (close ?? lines.length) + 1;
    const opening = lines[open]!;
    const mark = /`{3,}|~{3,}/.exec(opening)![0];
    if (source !== undefined) {
      const needed = markFor(source, mark);
      const closing = close === null ? mark : lines[close]!;
      result.push(opening.replace(mark, needed), ...linesOf(source), closing.replace(mark, needed));
    } else {
      result.push(...lines.slice(open, from));
      // What nothing closes is closed now: it must not swallow the cells that follow it.
      if (close === null && texts.length > 0) result.push(mark);
    }
    for (const text of texts) result.push("", ...newFence(text));
  }
  return [...result, ...lines.slice(from)].join(lineEnd);
}

/** Returns the texts of added cells by the index of the fence that they follow. */
function inPlace(
  added: readonly ChangedCell[],
  indexOf: (id: string) => number
): Map<number, string[]> {
  const texts = new Map<number, string[]>();
  const place = (id: string): void => {
    for (const cell of added.filter(({after}) => after === id)) {
      const index = rootOf(cell, added, indexOf);
      texts.set(index, [...(texts.get(index) ?? []), cell.source]);
      place(cell.id);
    }
  };
  const ids = new Set(added.map(({id}) => id));
  for (const start of new Set(added.map(({after}) => after!))) if (!ids.has(start)) place(start);
  return texts;
}

/** Returns which of the page’s own cells an added one stands after, over others that were added. */
function rootOf(
  cell: ChangedCell,
  added: readonly ChangedCell[],
  indexOf: (id: string) => number
): number {
  const before = added.find(({id}) => id === cell.after);
  return before === undefined ? indexOf(cell.after!) : rootOf(before, added, indexOf);
}

function newFence(source: string): string[] {
  const mark = markFor(source, "```");
  return [`${mark}ts edit echo`, ...linesOf(source), mark];
}

/** Returns a mark that is longer than any that the source itself has at the start of a line. */
function markFor(source: string, mark: string): string {
  const marks = source.matchAll(mark.startsWith("~") ? /^ *(~{3,})/gm : /^ *(`{3,})/gm);
  const longest = Math.max(0, ...Array.from(marks, ([, text]) => text!.length));
  return mark[0]!.repeat(Math.max(mark.length, longest + 1));
}

function linesOf(source: string): string[] {
  return source.replace(/\r?\n$/, "").split(/\r?\n/);
}
