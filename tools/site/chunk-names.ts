import type {GetManualChunk} from "rollup";

/** What the modules of a site are reached from. */
interface Reaching {
  /** The entries of the pages, by their ids. */
  pages: readonly string[];
  /** The entry of the front page. */
  front: string;
  /** The entries that all pages have. */
  everywhere: readonly string[];
  /** The entries of the workers. */
  workers: ReadonlySet<string>;
}

/**
 * Returns which chunk a module belongs to, if more than one entry reaches it at once: few chunks,
 * of which the front page gets none that it has no use for, and a worker none that needs a page.
 * What only one entry reaches, or only what is asked for later, has its place by itself.
 */
export function chunkNames({pages, front, everywhere, workers}: Reaching): GetManualChunk {
  let reached: Map<string, Set<string>> | undefined;
  return (id, {getModuleInfo}) => {
    reached ??= new Map(
      [...pages, ...everywhere, ...workers].map((entry) => [entry, closure(entry)])
    );
    const reaches = (entry: string) => reached!.get(entry)!.has(id);
    const readers = pages.filter(reaches);
    const isEverywhere = everywhere.some(reaches);
    if (pages.includes(id) || everywhere.includes(id) || workers.has(id)) return null;
    const onFront = isEverywhere || readers.includes(front);
    if ([...workers].some(reaches)) {
      if (readers.length === 0 && !isEverywhere) return null;
      return onFront ? "shared-with-workers" : "more-shared-with-workers";
    }
    if (isEverywhere) return "all-pages";
    if (readers.length < 2) return null;
    return onFront ? "shared" : "more-shared";

    function closure(entry: string): Set<string> {
      const ids = new Set([entry]);
      for (const one of ids)
        for (const next of getModuleInfo(one)?.importedIds ?? []) ids.add(next);
      return ids;
    }
  };
}
