/** Writes the lines of one turn of Algorithm 1, as they stand in the sources, for section 2.3. */
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {projectFolder} from "../../../tools/project.js";
import {findDeclaration} from "../../../tools/site/declaration.js";

const source = await readFile(join(projectFolder, "src", "math", "tiny-vae.ts"), "utf8");
process.stdout.write(findDeclaration(source, "tinyStep").text);
