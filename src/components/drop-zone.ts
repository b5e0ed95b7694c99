import {create} from "d3";
import type {Task, TaskSlot} from "../async/newest.js";
import {taskSlot} from "../async/newest.js";
import {actionButton} from "./buttons.js";

/**
 * A field for files, and the place for its task: to read the newest files, unless another task is
 * started in it. How the task goes stands in the field; screen readers hear it.
 */
export interface DropZone extends HTMLElement, TaskSlot {
  /** Says what is wrong, until something else is said. */
  fail(error: unknown): void;
  /** Reads what was dropped beside the field. Call it while the event is handled. */
  drop(transfer: DataTransfer): void;
}

/** What files are for. */
export interface FileUse<Value> {
  /** Returns a promise to what files hold; its error is one sentence, which the field shows. */
  read(files: readonly ChosenFile[], task: Task): Promise<Value>;
  /** Uses what the newest files hold; may return what to say of it, or throw. */
  use(value: Value): string | void;
}

/** Options for dropZone. */
interface DropZoneOptions<Value> extends FileUse<Value> {
  /** What may be dropped, in a few words. */
  hint: string;
  /** What the group is called. */
  label: string;
  /** Whether a whole folder may be chosen too; defaults to true. */
  folder?: boolean;
}

/**
 * Returns a field to drop files and folders on, with buttons that open the browser’s own dialogs:
 * everything goes by keyboard and by touch as well.
 */
export function dropZone<Value>(options: DropZoneOptions<Value>): DropZone {
  const {hint, label, folder = true, read, use} = options;
  const root = create("div").attr("class", "drop-zone").attr("role", "group");
  const element = root.attr("aria-label", label).node()!;
  const row = root.append("div").attr("class", "action-buttons");
  root.append("p").attr("class", "drop-hint").text(hint);
  const status = root.append("p").attr("class", "drop-status").attr("role", "status");
  const say = (text: string) => void status.classed("failure-line", false).text(text);

  function fail(error: unknown): void {
    say(error instanceof Error ? error.message : String(error));
    status.classed("failure-line", true);
  }

  const stopper = actionButton("Stop", () => slot.stop());
  stopper.hidden = true;
  const slot = stoppable(taskSlot(say, fail), stopper);

  function choose(files: readonly ChosenFile[]): void {
    if (files.length > 0) void slot.start("reading…", (task) => read(files, task), use);
  }

  const drop = (transfer: DataTransfer) => void droppedFiles(transfer).then(choose, fail);

  function button(text: string, isFolder: boolean): void {
    const input = create("input").attr("type", "file").attr("hidden", "").node()!;
    input.multiple = true;
    input.webkitdirectory = isFolder;
    // What files change is told by what uses them, once they are read.
    input.addEventListener("input", (event) => event.stopPropagation());
    input.addEventListener("change", () => {
      choose(filesOf(input.files!));
      // The same file, corrected, can be chosen again.
      input.value = "";
    });
    const opener = row.append("button").attr("type", "button").attr("class", "action");
    opener.text(text);
    opener.on("click", () => input.click());
    opener.node()!.after(input);
  }

  button("Choose files", false);
  if (folder) button("Choose a folder", true);
  row.append(() => stopper);
  row.append("span").attr("class", "drop-or").text("or drop them here");

  let depth = 0;
  const light = () => root.classed("over", depth > 0);
  root.on("dragenter", () => {
    depth += 1;
    light();
  });
  root.on("dragleave", () => {
    depth -= 1;
    light();
  });
  root.on("dragover", (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer!.dropEffect = "copy";
  });
  root.on("drop", (event: DragEvent) => {
    event.preventDefault();
    depth = 0;
    light();
    drop(event.dataTransfer!);
  });

  return Object.assign(element, slot, {fail, drop});
}

/** Returns a place for tasks whose button to stop is there while one is under way. */
function stoppable(slot: TaskSlot, stopper: HTMLButtonElement): TaskSlot {
  let tasks = 0;
  return {
    async start(...task) {
      const own = (tasks += 1);
      stopper.hidden = false;
      await slot.start(...task);
      if (own === tasks) stopper.hidden = true;
    },
    stop() {
      tasks += 1;
      stopper.hidden = true;
      slot.stop();
    }
  };
}

/** A file that the reader chose, unread. */
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
async function droppedFiles({items, files}: DataTransfer): Promise<ChosenFile[]> {
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
