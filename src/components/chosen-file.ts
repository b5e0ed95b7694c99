/** A file that the visitor chose, unread. */
export interface ChosenFile {
  /** Its name, with the folders that it lies in: “digits/3/0001.png”. */
  path: string;
  file: File;
}

/** The most files that are looked for in folders. */
const MOST_FILES = 200_001; // one more than the readers take, so that they can say so

/** Returns the files of an input, of single files or of a folder. */
export function filesOf(list: Iterable<File>): ChosenFile[] {
  return Array.from(list, (file) => ({path: file.webkitRelativePath || file.name, file}));
}

/**
 * Returns a promise to the files that were dropped, those in folders too. Call it while the event is
 * handled: afterwards the browser forgets what was dropped.
 *
 * @throws Error (as a rejection) if a folder cannot be read
 */
export async function droppedFiles({items, files}: DataTransfer): Promise<ChosenFile[]> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return filesOf(files);
  const chosen: ChosenFile[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, chosen);
  return chosen;
}

/** Adds the files of a folder and of those in it. */
async function collect(entry: FileSystemEntry, into: ChosenFile[]): Promise<void> {
  if (into.length >= MOST_FILES) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    );
    into.push({path: entry.fullPath.replace(/^\//, ""), file});
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const next = () =>
    new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  // A browser gives the entries of a folder a hundred at a time, and none at the end.
  for (let batch = await next(); batch.length > 0; batch = await next()) {
    for (const one of batch) await collect(one, into);
  }
}
