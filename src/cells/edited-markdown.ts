import type {ChangedCell} from "./changed-cells.js";

/** The source of a page, as the build records it. */
export interface PageSource {
  markdown: string;
  /**
   * Where the fences of its cells stand, in order: the lines, from 0, that open and close each; null
   * if nothing closes it.
   */
  fences: readonly (readonly [open: number, close: number | null])[];
  /**
   * The line, from 0, after each section, in order, beginning with what comes before the first
   * heading of the second level.
   */
  sections: readonly number[];
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
  {markdown, fences, sections}: PageSource,
  page: string,
  changed: readonly ChangedCell[]
): string {
  const lineEnd = markdown.includes("\r\n") ? "\r\n" : "\n";
  const lines = markdown.split(lineEnd);
  const names = new Set([
    ...fences.map((_, i) => `${page}:${i + 1}`),
    ...sections.map((_, i) => `${page}:s${i}`)
  ]);
  const check = (id: string): string => {
    if (names.has(id)) return id;
    throw new RangeError(`invalid cell: ${id}, expected ${page}:1 to ${page}:${fences.length}`);
  };
  const isAdded = ({after}: ChangedCell) => after !== undefined;
  const sources = new Map(
    changed.filter((cell) => !isAdded(cell)).map(({id, source}) => [check(id), source])
  );
  const added = inPlace(changed.filter(isAdded), check);
  const edits = fences.map(([open, close], i): Edit => {
    const id = `${page}:${i + 1}`;
    const [source, texts] = [sources.get(id), added.get(id) ?? []];
    const opening = lines[open]!;
    const mark = /`{3,}|~{3,}/.exec(opening)![0];
    const to = (close ?? lines.length) + 1;
    const own = lines.slice(open, to);
    // What nothing closes is closed now: it must not swallow the cells that follow it.
    if (close === null && texts.length > 0) own.push(mark);
    if (source !== undefined) {
      const needed = markFor(source, mark);
      const closing = close === null ? mark : lines[close]!;
      own.splice(0, own.length, opening.replace(mark, needed), ...linesOf(source));
      own.push(closing.replace(mark, needed));
    }
    return {from: open, to, lines: [...own, ...texts.flatMap((text) => ["", ...newFence(text)])]};
  });
  for (const [i, end] of sections.entries()) {
    const cells = (added.get(`${page}:s${i}`) ?? []).map(newFence);
    // At the end of the page its last line end stays the last.
    const isLast = i === sections.length - 1;
    const at = isLast && lines.at(-1) === "" ? lines.length - 1 : end;
    edits.push({
      from: at,
      to: at,
      lines: cells.flatMap((fence) => (isLast ? ["", ...fence] : [...fence, ""]))
    });
  }

  const result: string[] = [];
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    result.push(...lines.slice(from, edit.from), ...edit.lines);
    from = edit.to;
  }
  return [...result, ...lines.slice(from)].join(lineEnd);
}

/** Lines of a page, the last one not among them, and what takes their place. */
interface Edit {
  from: number;
  to: number;
  lines: string[];
}

/** Returns the texts of added cells by the name of the page’s own cell, or section, that they follow. */
function inPlace(
  added: readonly ChangedCell[],
  check: (id: string) => string
): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  const place = (id: string): void => {
    for (const cell of added.filter(({after}) => after === id)) {
      const root = rootOf(cell, added, check);
      texts.set(root, [...(texts.get(root) ?? []), cell.source]);
      place(cell.id);
    }
  };
  const ids = new Set(added.map(({id}) => id));
  for (const start of new Set(added.map(({after}) => after!))) if (!ids.has(start)) place(start);
  return texts;
}

/** Returns what of the page an added cell stands after, over others that were added. */
function rootOf(
  cell: ChangedCell,
  added: readonly ChangedCell[],
  check: (id: string) => string
): string {
  const before = added.find(({id}) => id === cell.after);
  return before === undefined ? check(cell.after!) : rootOf(before, added, check);
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
