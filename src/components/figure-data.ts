/** One row of a figure’s numbers, by the names of its columns. A name ends in its unit, if any. */
export type DataRow = Record<string, number | string | undefined>;

/** Numbers behind one part of a figure. */
export interface DataPart {
  /** What they are, such as “samples of q”. */
  part: string;
  rows: DataRow[];
}

/** Returns the rows of a part as they are now; none where there is nothing to be seen yet. */
export type DataSource = () => DataRow[];

const sources = new WeakMap<Element, Map<string, DataSource>>();

/**
 * Says where the numbers of a part of a figure come from: every drawing that a reader may want the
 * numbers of calls this once, when it is made. What is given again under a name replaces it.
 */
export function giveData(element: Element, part: string, source: DataSource): void {
  const parts = sources.get(element) ?? new Map<string, DataSource>();
  sources.set(element, parts.set(part, source));
}

/** Returns the numbers within an element as they are now, in the order of the page. */
export function dataWithin(root: Element): DataPart[] {
  return [root, ...root.querySelectorAll("*")].flatMap((element) =>
    Array.from(sources.get(element) ?? [], ([part, source]) => ({part, rows: source()})).filter(
      ({rows}) => rows.length > 0
    )
  );
}
