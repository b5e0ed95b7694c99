/** Writes every model's card, and the table of models, anew from the manifests: `npm run cards`. */
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {modelCard} from "../src/formats/card.js";
import {readManifests, writeModelsReadme} from "./models/models-readme.js";
import {projectFolder} from "./project.js";

const models = join(projectFolder, "models");
for (const manifest of await readManifests(models)) {
  await writeFile(join(models, manifest.id, "CARD.md"), modelCard(manifest));
}
await writeModelsReadme(models);
