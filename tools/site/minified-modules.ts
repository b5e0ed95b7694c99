import {readFile, readdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {transform} from "esbuild";

/**
 * Minifies the modules of a built site, which Framework leaves as they were written: what a browser
 * fetches and reads before the first slider works becomes a third less. What they export keeps its
 * names, as other modules and edited cells ask for it.
 */
export async function minifyModules(dist: string): Promise<void> {
  const folder = join(dist, "_import");
  const files = await readdir(folder, {recursive: true}).catch(() => []);
  await Promise.all(
    files
      .filter((file) => file.endsWith(".js"))
      .map(async (file) => {
        const path = join(folder, file);
        const options = {minify: true, format: "esm", target: "es2022"} as const;
        const {code} = await transform(await readFile(path, "utf8"), options);
        await writeFile(path, code);
      })
  );
}
