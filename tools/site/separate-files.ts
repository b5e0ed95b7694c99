import type {Bundle} from "./bundle-list.js";
import {namedImports} from "./named-imports.js";

/** A bundle that is one file, of one module. */
export type FileBundle = Bundle & {entry: string};

/**
 * Returns the files that a bundle becomes: one that holds everything, and for each other module
 * that it holds a short one under that module's name, which passes on what it exports.
 *
 * @param folder holds src, whose imports a slim site is cut down to
 */
export async function separateFiles(
  bundle: Bundle,
  folder: string,
  slim: boolean
): Promise<FileBundle[]> {
  const exported = async (name: string): Promise<string> => {
    const names = slim && bundle.canBeSlim ? await namedImports(folder, name) : undefined;
    return names === undefined ? "*" : `{${names.join(", ")}}`;
  };
  const {name, cache, entry, holds = []} = bundle;
  if (entry !== undefined && (await exported(name)) === "*") return [{...bundle, entry}];
  const all = await Promise.all([name, ...holds].map(async (from) => [from, await exported(from)]));
  const whole = all.map(([from, names]) => `export ${names} from "${from}";`).join("\n");
  const others = all.slice(1).map(([held, names]) => ({
    name: held!,
    cache,
    entry: `export ${names} from "${name}";`,
    external: [name]
  }));
  return [{...bundle, entry: whole}, ...others];
}
