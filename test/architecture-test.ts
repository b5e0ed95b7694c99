import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {basename, dirname, join, relative, sep} from "node:path";
import {before, test} from "node:test";
import {init, parse} from "es-module-lexer";
import {transformSync} from "esbuild";
import {projectFolder} from "../tools/project.js";
import {layers} from "./architecture-layers.js";

const lineLimit = 400;
const fileLimit = 4e6; // bytes
const modelsLimit = 30e6; // bytes, all models together

const modules = [
  ...list("src"),
  ...list("tools"),
  ...list("bench"),
  "observablehq.config.ts"
].filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));

function list(folder: string): string[] {
  return readdirSync(join(projectFolder, folder), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .map((path) => path.replaceAll(sep, "/"))
    .filter((path) => !/^src\/(\.observablehq|models|vendor)\//.test(path));
}

/** Returns the layer of a file, by its folder; what stands in src itself belongs to the pages. */
function layerOf(path: string): string {
  const [top, folder, ...rest] = path.split("/");
  if (top !== "src") return "tools";
  return rest.length === 0 ? "pages" : folder!;
}

const read = (path: string) => readFileSync(join(projectFolder, path), "utf8");

before(() => init);

test("imports point one way", () => {
  const wrong = modules.flatMap((path) => {
    const layer = layers[layerOf(path)];
    if (layer === undefined) return [`${path}: no layer of this name`];
    return parse(read(path))[0].flatMap((entry) => {
      const {specifier} = entry;
      if (specifier === null || specifier === undefined) return [];
      const typeOnly = entry.type === "static" && entry.typeOnly;
      const target = specifier.startsWith(".")
        ? layerOf(join(dirname(path), specifier).replaceAll(sep, "/"))
        : undefined;
      const ours = [...layer.values, ...(typeOnly ? (layer.types ?? []) : [])];
      const allowed = target === undefined ? layer.packages.test(specifier) : ours.includes(target);
      return allowed ? [] : [`${path} imports ${typeOnly ? "types of " : ""}${specifier}`];
    });
  });
  assert.deepEqual(wrong, []);
});

test("math, formats, vae and reading have no DOM, no network, no clock, no unseeded randomness", () => {
  const outside =
    /\b(?:document|window|navigator|location|localStorage|performance|process|Date)\.|\b(?:fetch|setTimeout|setInterval|requestAnimationFrame)\(|\bnew Date\b|\bMath\.random\b/g;
  const wrong = modules
    .filter((path) => ["vae", "reading", "math", "formats"].includes(layerOf(path)))
    .flatMap((path) => {
      const {code} = transformSync(read(path), {loader: "ts", minifyWhitespace: true});
      return [...code.matchAll(outside)].map(([use]) => `${path} uses ${use}`);
    });
  assert.deepEqual(wrong, []);
});

test(`no module is longer than ${lineLimit} lines`, () => {
  const long = [...modules, ...list("test").filter((path) => path.endsWith(".ts"))]
    .map((path) => ({path, lines: read(path).trimEnd().split("\n").length}))
    .filter(({lines}) => lines > lineLimit);
  assert.deepEqual(long, []);
});

test("every module is named for an idea, and none only passes others on", () => {
  const vague = modules.filter((path) =>
    /^(index|utils?|helpers?|common|misc)\.ts$/.test(basename(path))
  );
  assert.deepEqual(vague, []);
  const barrels = modules.filter((path) =>
    parse(read(path))[0].some(({type}) => type === "reexport-star")
  );
  assert.deepEqual(barrels, []);
});

test("the repository holds models of a modest size, and no data set", (t) => {
  if (!existsSync(join(projectFolder, ".git"))) return t.skip("not a git checkout");
  const tracked = execFileSync("git", ["ls-files", "-z"], {cwd: projectFolder, encoding: "utf8"});
  const files = tracked
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(projectFolder, path)))
    .map((path) => ({path, bytes: statSync(join(projectFolder, path)).size}));
  assert.deepEqual(
    files.filter(({path}) => /ubyte|\.gz$/.test(basename(path))),
    []
  );
  assert.deepEqual(
    files.filter(({bytes}) => bytes > fileLimit),
    []
  );
  const models = files.filter(({path}) => path.startsWith("models/"));
  const total = models.reduce((sum, {bytes}) => sum + bytes, 0);
  assert.ok(total <= modelsLimit, `models take ${total} bytes`);
});
