import {readFile, readdir} from "node:fs/promises";
import {join} from "node:path";

/**
 * Returns which names of a package the modules and pages of a site import, sorted; undefined if
 * one of them takes the package as a whole.
 *
 * @param folder holds src
 */
export async function namedImports(folder: string, name: string): Promise<string[] | undefined> {
  const source = join(folder, "src");
  const files = (await readdir(source, {recursive: true})).filter(
    (file) => /\.(ts|md)$/.test(file) && !file.startsWith(".observablehq")
  );
  const found = new Set<string>();
  for (const file of files) {
    const imports = importsOf(await readFile(join(source, file), "utf8"), name);
    if (imports === undefined) return undefined;
    for (const one of imports) found.add(one);
  }
  return [...found].toSorted();
}

/** Returns what one text imports, types left out; undefined if it is more than names. */
export function importsOf(text: string, name: string): string[] | undefined {
  const names: string[] = [];
  const pattern = new RegExp(`(import\\b[^;"'\`]*)["']${name}["']`, "g");
  for (const [, clause] of text.matchAll(pattern)) {
    if (/^import\s+type\b/.test(clause!)) continue;
    const [, namespace] = /^import\s*\*\s*as\s+(\w+)\s+from\s*$/.exec(clause!) ?? [];
    if (namespace !== undefined) {
      const members = membersOf(text.replace(clause!, ""), namespace);
      if (members === undefined) return undefined;
      names.push(...members);
      continue;
    }
    const list = /^import\s*\{([^}]*)\}\s*from\s*$/.exec(clause!);
    if (list === null) return undefined;
    for (const entry of list[1]!.split(",")) {
      const [imported] = entry.trim().split(/\s+as\s+/);
      if (imported !== "" && !imported!.startsWith("type ")) names.push(imported!);
    }
  }
  return names;
}

/** Returns which members of a namespace a text names; undefined if it is used in another way. */
function membersOf(text: string, namespace: string): string[] | undefined {
  const uses = Array.from(
    text.matchAll(new RegExp(`(?<![.\\w])${namespace}\\b(?:\\.(\\w+))?`, "g"))
  );
  const members = uses.map(([, member]) => member);
  return members.every((member) => member !== undefined) ? [...new Set(members)] : undefined;
}
