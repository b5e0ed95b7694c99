import assert from "node:assert/strict";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {it} from "node:test";
import {modelsReadme, readManifests, writeModelsReadme} from "../../../tools/models/models-readme.js";
import {exampleManifest} from "../../formats/example-manifest.js";
import {temporaryFolder} from "../temporary-folder.js";

it("modelsReadme(manifests) has a row for each model", () => {
  const manifest = exampleManifest();
  const other = {...manifest, id: "fashion-4d", dataset: "fashion-mnist" as const, latentSize: 4};
  const rows = modelsReadme([other, manifest]).match(/^\| \[.*$/gm);
  const command = "`npm run train -- --model mnist-2d`";
  assert.deepEqual(rows, [
    `| [fashion-4d](fashion-4d/CARD.md) | Fashion-MNIST | 4 | 137.25 | 7 | 4.0 kB | 28.0 kB | ${command} |`,
    `| [mnist-2d](mnist-2d/CARD.md) | MNIST | 2 | 137.25 | 7 | 4.0 kB | 28.0 kB | ${command} |`
  ]);
});

it("writeModelsReadme(folder) lists the models by id", async (t) => {
  const folder = await temporaryFolder(t);
  for (const id of ["b", "a"]) {
    await mkdir(join(folder, id));
    const json = JSON.stringify({...exampleManifest(), id});
    await writeFile(join(folder, id, "manifest.json"), json);
  }
  await writeModelsReadme(folder);
  const written = await readFile(join(folder, "README.md"), "utf8");
  assert.deepEqual(written.match(/^\| \[\w\]/gm), ["| [a]", "| [b]"]);
  assert.strictEqual(written, modelsReadme(await readManifests(folder)));
});

it("readManifests(folder) names the manifest that is wrong", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "a"));
  const path = join(folder, "a", "manifest.json");
  await writeFile(path, JSON.stringify({...exampleManifest(), latentSize: 0}));
  await assert.rejects(readManifests(folder), {
    message: `${path}: invalid manifest: latentSize: 0, expected an integer ≥ 1`
  });
});
