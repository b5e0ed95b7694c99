import {mkdir, readdir, readFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {existsSync} from "node:fs";
import {frameworkFolder} from "./framework.js";

/**
 * Returns the packages that Framework's client may import from a CDN, such as lodash for `_`.
 * Framework looks their versions up on the network whenever it builds any page, used or not.
 */
export async function clientPackages(): Promise<string[]> {
  const client = join(frameworkFolder, "dist", "client");
  const names = new Set<string>();
  for (const file of await readdir(client, {recursive: true})) {
    if (!file.endsWith(".js")) continue;
    const text = await readFile(join(client, file), "utf8");
    for (const [, name] of text.matchAll(/["']npm:((?:@[\w-]+\/)?[\w.-]+)/g)) names.add(name!);
  }
  return [...names].toSorted();
}

/**
 * Gives Framework a version for each package of its client, so that it asks no registry.
 * An empty folder named `lodash@0.0.0` is enough for what no page uses; a package that is there
 * with a real version keeps it.
 */
export async function seedVersions(cache: string): Promise<void> {
  const folder = join(cache, "_npm");
  for (const name of await clientPackages()) {
    const scope = dirname(join(folder, name));
    const prefix = `${join(folder, name)}@`;
    const present = existsSync(scope) ? await readdir(scope) : [];
    if (!present.some((entry) => join(scope, entry).startsWith(prefix))) {
      await mkdir(`${prefix}0.0.0`, {recursive: true});
    }
  }
}
