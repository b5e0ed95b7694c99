import {existsSync} from "node:fs";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {byteSize, decimals} from "../../src/formats/card.js";
import {datasetFacts} from "../../src/formats/dataset.js";
import type {Manifest} from "../../src/formats/manifest.js";
import {parseManifest} from "../../src/formats/manifest.js";

/**
 * Returns a promise to the manifests in a folder of models, in the order of their ids; a folder
 * without one is no model, or not yet.
 *
 * @throws Error (as a rejection) that names the manifest if it cannot be read or is invalid
 */
export async function readManifests(folder: string): Promise<Manifest[]> {
  const names = await readdir(folder);
  const ids = names.filter((name) => existsSync(join(folder, name, "manifest.json")));
  return Promise.all(ids.toSorted().map((id) => readManifest(folder, id)));
}

async function readManifest(folder: string, id: string): Promise<Manifest> {
  const path = join(folder, id, "manifest.json");
  try {
    return parseManifest(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, {cause: error});
  }
}

/** Returns the README of the folder of models, in Markdown: the table of these models. */
export function modelsReadme(manifests: readonly Manifest[]): string {
  const rows = manifests.map((manifest) => {
    const {id, dataset, latentSize, training, results, files} = manifest;
    const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
    const cells = [
      `[${id}](${id}/CARD.md)`,
      datasetFacts[dataset].title,
      latentSize,
      decimals(-results.elbo, 2),
      training.seed,
      byteSize(files["decoder/weights.bin"].bytes),
      byteSize(bytes),
      `\`${training.command}\``
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return `# Models

Variational auto-encoders that this repository trained. Each folder holds an encoder and a decoder
in TensorFlow.js layers format (weights as float16), the decoder's weights once more in 8 bits for
pictures (\`int8.bin\`), the codes of the test images, a few latent
points with the pixels that every engine must give for them (\`golden.json\`), the manifest from
which all else is told, and a card. −ELBO is the mean over the test set, in nats per image; less is
better. This file and the cards are generated from the manifests: train, don’t edit.

| model | data | latent dimensions | −ELBO | seed | decoder | all files | made by |
| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
${rows.join("\n")}
`;
}

/** Writes the README of a folder of models from the manifests in it. */
export async function writeModelsReadme(folder: string): Promise<void> {
  await writeFile(join(folder, "README.md"), modelsReadme(await readManifests(folder)));
}
