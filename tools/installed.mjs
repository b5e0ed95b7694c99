/**
 * Ends with a sentence where the packages are not all there, as after an `npm ci` that was cut off:
 * npm runs this before what needs them. It is plain JavaScript, and imports nothing, since what reads
 * TypeScript may be missing itself.
 */
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";

const folder = process.argv[2] ?? process.cwd();
const {dependencies, devDependencies} = JSON.parse(
  readFileSync(join(folder, "package.json"), "utf8")
);
const modules = join(folder, "node_modules");
const missing = Object.keys({...dependencies, ...devDependencies}).filter(
  (name) => !existsSync(join(modules, name, "package.json"))
);
// npm writes this last.
const isWhole = existsSync(join(modules, ".package-lock.json"));

if (missing.length > 0 || !isWhole) {
  const [first, ...others] = missing;
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  const found = first === undefined ? "The installation was cut off" : `${first} is missing${more}`;
  console.error(`${found}: run \`npm ci\` again, to its end, and then this command.`);
  process.exitCode = 1;
}
