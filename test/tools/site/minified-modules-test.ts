import assert from "node:assert/strict";
import {mkdir, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {pathToFileURL} from "node:url";
import {minifyModules} from "../../../tools/site/minified-modules.js";

test("minifyModules(dist) shortens modules, and they export what they did", async (t) => {
  const dist = await mkdtemp(join(tmpdir(), "minified-"));
  t.after(() => rm(dist, {recursive: true}));
  const folder = join(dist, "_import", "math");
  await mkdir(folder, {recursive: true});
  const path = join(folder, "kl.1234.js");
  const code = `/** Returns KL(N(mu, 1) ‖ N(0, 1)), in nats. */
export function klToPrior(mu) {
  const squared = mu * mu;
  return squared / 2;
}
export const place = import.meta.resolve("./kl.1234.js");
`;
  await writeFile(join(folder, "package.json"), '{"type": "module"}');
  await writeFile(path, code);
  await minifyModules(dist);
  const short = await readFile(path, "utf8");
  assert.ok(short.length < code.length * 0.7, short);
  // Reports look for addresses in this form.
  assert.ok(short.includes('import.meta.resolve("./kl.1234.js")'), short);
  const {klToPrior} = (await import(pathToFileURL(path).href)) as {
    klToPrior: (mu: number) => number;
  };
  assert.equal(klToPrior(3), 4.5);
});
