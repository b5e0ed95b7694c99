import type {ChangedCell} from "./changed-cells.js";

/**
 * Returns the Markdown of a page with some of its cells edited and others added, and all else as it
 * was, letter by letter: ready to replace the page’s source.
 *
 * @param markdown the source of the page
 * @param page its name, such as `bound`
 * @param changed in the order of the page, as far as cells were added after the same one
 * @throws RangeError naming a cell that the page does not have
 */
export function editedPage(
  markdown: string,
  page: string,
  changed: readonly ChangedCell[]
): string {
  const lineEnd = markdown.includes("\r\n") ? "\r\n" : "\n";
  const lines = markdown.split(lineEnd);
  const fences = cellFences(lines);
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
  for (const [i, {open, close, mark}] of fences.entries()) {
    const source = sources.get(i);
    const texts = added.get(i) ?? [];
    result.push(...lines.slice(from, open));
    const own = lines.slice(open, close + 1);
    result.push(...(source === undefined ? own : withSource(own, source, mark)));
    // What nothing closes is closed now: it must not swallow the cells that follow it.
    if (close === lines.length && texts.length > 0) result.push(mark);
    for (const text of texts) result.push("", ...newFence(text));
    from = close + 1;
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

function withSource(own: readonly string[], source: string, mark: string): string[] {
  const needed = markFor(source, mark);
  const [opening] = own;
  const closing = own.length > 1 ? own.at(-1)! : mark;
  return [opening!.replace(mark, needed), ...linesOf(source), closing.replace(mark, needed)];
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

/** A fence of a page that runs as a cell, by where it stands in the page’s text. */
interface CellFence {
  /** The index, from 0, of the line that opens it. */
  open: number;
  /** The index of the line that closes it; the number of lines if nothing does. */
  close: number;
  /** What its opening line repeats: ticks or tildes. */
  mark: string;
}

/**
 * Returns the fences of a page that run, in order, as the build counts its cells: those marked `ts`
 * (or another language that runs) and not `run=false`. It knows what our pages have: front matter,
 * fences that begin a line, HTML up to a blank line, and comments. Fences inside lists and
 * quotations, which Markdown allows, are not looked for.
 *
 * @param lines of the page, without their ends
 */
export function cellFences(lines: readonly string[]): CellFence[] {
  const fences: CellFence[] = [];
  let at = frontMatterEnd(lines);
  let followsText = false;
  while (at < lines.length) {
    const line = lines[at]!;
    const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line);
    if (fence !== null) {
      const [, mark, info] = fence;
      const close = closingLine(lines, at + 1, mark!);
      if (runs(info!)) fences.push({open: at, close, mark: mark!});
      at = close + 1;
      followsText = false;
      continue;
    }
    const end = htmlEnd(lines, at, followsText);
    followsText = end === at && line.trim() !== "" && !/^ {0,3}#{1,6}(\s|$)/.test(line);
    at = Math.max(end, at + 1);
  }
  return fences;
}

function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0] !== "---") return 0;
  const end = lines.indexOf("---", 1);
  return end === -1 ? 0 : end + 1;
}

/** Returns the line that closes a fence: at least as many of the same mark, and nothing behind. */
function closingLine(lines: readonly string[], from: number, mark: string): number {
  const pattern = new RegExp(`^ {0,3}\\${mark[0]}{${mark.length},}[ \\t]*$`);
  const found = lines.findIndex((line, i) => i >= from && pattern.test(line));
  return found === -1 ? lines.length : found;
}

function runs(info: string): boolean {
  const [language] = info.trim().split(/\s/);
  return /^(js|ts|jsx|tsx)$/.test(language!) && !/\brun="?false\b/.test(info);
}

/** Elements whose text ends with their closing tag, whatever is blank in between. */
const verbatim = /^ {0,3}<(script|pre|style|textarea)(?=\s|>|$)/i;

/** Elements that begin a block of HTML even within a paragraph; it ends at a blank line. */
const block =
  /^ {0,3}<\/?(address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=\s|\/?>|$)/i;

/** Any other tag begins one if it stands alone, and not within a paragraph. */
const alone = /^ {0,3}<\/?[a-z][\w-]*(\s[^<>]*)?\/?>\s*$/i;

/** Returns the line after a block of HTML that begins at a line; that line itself if none does. */
function htmlEnd(lines: readonly string[], at: number, followsText: boolean): number {
  const line = lines[at]!;
  const [, element] = verbatim.exec(line) ?? [];
  const last =
    element === undefined
      ? /^ {0,3}<!--/.test(line)
        ? /-->/
        : undefined
      : /<\/(script|pre|style|textarea)>/i;
  if (last !== undefined) {
    const found = lines.findIndex((one, i) => i >= at && last.test(one));
    return found === -1 ? lines.length : found + 1;
  }
  if (!block.test(line) && (followsText || !alone.test(line))) return at;
  const blank = lines.findIndex((one, i) => i > at && one.trim() === "");
  return blank === -1 ? lines.length : blank;
}
