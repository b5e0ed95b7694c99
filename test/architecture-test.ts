import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {basename, dirname, join, relative, sep} from "node:path";
import {before, test} from "node:test";
import {init, parse} from "es-module-lexer";
import {transformSync} from "esbuild";
import {projectFolder} from "../tools/project.js";
import {outside, rooms} from "./architecture-layers.js";

const most = {lines: 400, functionLines: 140, frontPageModules: 71};
const least = {lines: 40}; // of a module that only one other imports
/** Shorter ones, and why. */
const fragmentsAllowed: Record<string, string> = {
  "src/save/csv.ts": "runs without a page, as the menu that uses it does not",
  "src/figures/gradients/digits.ts": "loads what the site ships; the figure does without"
};
const fileLimit = 4e6; // bytes
const modelsLimit = 30e6; // bytes, all models together

const modules = [
  ...list("src"),
  ...list("tools"),
  ...list("bench"),
  "observablehq.config.ts"
].filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
const ofSite = modules.filter(
  (path) => path.startsWith("src/") && !path.startsWith("src/engine/kernel/")
);
const pages = list("src").filter((path) => path.endsWith(".md"));

function list(folder: string): string[] {
  return readdirSync(join(projectFolder, folder), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .map((path) => path.replaceAll(sep, "/"))
    .filter((path) => !/^src\/(\.observablehq|models|vendor)\//.test(path));
}

const read = (path: string) => readFileSync(join(projectFolder, path), "utf8");
const lineCount = (text: string) => text.trimEnd().split("\n").length;

/** Returns the room of a file: the folder below src, or tools for what stands beside src. */
function roomOf(path: string): string {
  const [top, folder] = path.split("/");
  return top === "src" ? folder! : "tools";
}

/** One import of a module: a package, or the path of a file of ours. */
interface Import {
  specifier: string;
  path: string | undefined;
  typeOnly: boolean;
  dynamic: boolean;
}

/** Returns the imports of a module's, or a page's, code. */
function importsOf(path: string): Import[] {
  return parse(codeOf(path))[0].flatMap((entry) => {
    const {specifier} = entry;
    if (specifier === null || specifier === undefined) return [];
    const target = specifier.startsWith(".")
      ? join(dirname(path), specifier).replaceAll(sep, "/").replace(/\.js$/, ".ts")
      : undefined;
    const typeOnly = entry.type === "static" && entry.typeOnly;
    return [{specifier, path: target, typeOnly, dynamic: entry.type === "dynamic"}];
  });
}

/** Returns the code of a file: of a page, that of its cells. */
function codeOf(path: string): string {
  if (!path.endsWith(".md")) return read(path);
  const cells = read(path).matchAll(/^```(?:ts|js)[^\n]*\n([\s\S]*?)^```/gm);
  return Array.from(cells, ([, code]) => code).join(";\n");
}

/**
 * Returns every module that a page or module loads at once, types left out, itself too.
 *
 * @param later whether what import() and workers load counts as well
 */
function loadedBy(
  path: string,
  seen = new Set<string>(),
  packages = new Set<string>(),
  later = false
) {
  seen.add(path);
  if (later) {
    for (const [, worker] of codeOf(path).matchAll(/import\.meta\.resolve\("(\.[^"]+)\.js"\)/g)) {
      const entry = `${join(dirname(path), worker!).replaceAll(sep, "/")}.ts`;
      if (!seen.has(entry)) loadedBy(entry, seen, packages, later);
    }
  }
  for (const {specifier, path: target, typeOnly, dynamic} of importsOf(path)) {
    if (typeOnly || (dynamic && !later)) continue;
    if (target === undefined) packages.add(specifier);
    else if (existsSync(join(projectFolder, target)) && !seen.has(target)) {
      loadedBy(target, seen, packages, later);
    }
  }
  return {modules: seen, packages};
}

before(() => init);

test("imports point down, and never from one figure to another", () => {
  const wrong = modules.flatMap((path) => {
    const own = roomOf(path);
    const room = own === "tools" ? outside : rooms[own];
    if (room === undefined) return [`${path}: no room of this name`];
    return importsOf(path).flatMap(({specifier, path: target, typeOnly}) => {
      const what = `${path} imports ${typeOnly ? "types of " : ""}${specifier}`;
      if (target === undefined) return room.packages.test(specifier) ? [] : [what];
      const to = roomOf(target);
      if (own === "figures" && to === "figures" && figureOf(path) !== figureOf(target)) {
        return [what];
      }
      const allowed = [own, ...room.rooms, ...(typeOnly ? (room.types ?? []) : [])];
      return allowed.includes(to) ? [] : [what];
    });
  });
  assert.deepEqual(wrong, []);
});

test("the page on the architecture names files that are there, and every room", () => {
  const text = read("docs/architecture.md");
  const answers = Array.from(text.matchAll(/^\| .* \| `(src\/[^`]+\.ts)` +\| .* \|$/gm));
  assert.equal(answers.length, 10, "ten questions");
  const named = Array.from(text.matchAll(/`(src\/[^`*<]+\.(?:ts|md))`/g), ([, path]) => path!);
  assert.deepEqual(
    named.filter((path) => !existsSync(join(projectFolder, path))),
    []
  );
  assert.deepEqual(
    [...new Set(ofSite.map(roomOf))].filter(
      (room) => room !== "figures" && !text.includes(`${room}/`)
    ),
    []
  );
  // Each step of a walk is loaded by one before it, or by a worker, on the way from its page.
  for (const [, walk] of text.matchAll(/^From [^:]+: ([\s\S]*?)\n\n/gm)) {
    const [page, ...steps] = Array.from(walk!.matchAll(/`(src\/[^`]+)`/g), ([, path]) => path!);
    const reached = loadedBy(page!, new Set(), new Set(), true).modules;
    assert.deepEqual(
      steps.filter((path) => !reached.has(path)),
      [],
      page
    );
  }
});

/** Returns the folder of a figure’s module; none of what stands beside the figures. */
function figureOf(path: string): string | undefined {
  return /^src\/figures\/([^/]+)\//.exec(path)?.[1];
}

test("src holds pages, a style sheet and rooms, and each room is on the README’s map", () => {
  const loose = list("src").filter((path) => path.split("/").length === 2);
  assert.deepEqual(
    loose.filter((path) => !path.endsWith(".md") && path !== "src/style.css"),
    []
  );
  const map = read("README.md");
  const folders = new Set(ofSite.map(roomOf));
  const figures = new Set(ofSite.flatMap((path) => figureOf(path) ?? []));
  assert.deepEqual(
    [...folders].filter((name) => !map.includes(`\`src/${name}/\``)),
    []
  );
  assert.deepEqual(
    [...figures].filter((name) => !map.includes(`\`${name}\``)),
    []
  );
  const named = Array.from(map.matchAll(/^\| `src\/([a-z]+)\/` +\|/gm), ([, name]) => name!);
  assert.deepEqual(
    named.filter((name) => !existsSync(join(projectFolder, "src", name))),
    []
  );
});

test("the ground floors have no DOM, no network, no unseeded randomness, and but for async no clock", () => {
  const page =
    /\b(?:document|window|navigator|location|localStorage|process)\.|\bfetch\(|\bMath\.random\b/g;
  const clock =
    /\b(?:performance|Date)\.|\b(?:setTimeout|setInterval|requestAnimationFrame)\(|\bnew Date\b/g;
  const wrong = ofSite
    .filter((path) => ["math", "formats", "vae", "reading", "async"].includes(roomOf(path)))
    .flatMap((path) => {
      const {code} = transformSync(read(path), {loader: "ts", minifyWhitespace: true});
      const uses = [
        ...code.matchAll(page),
        ...(roomOf(path) === "async" ? [] : code.matchAll(clock))
      ];
      return uses.map(([use]) => `${path} uses ${use}`);
    });
  assert.deepEqual(wrong, []);
});

test("a page loads little at once: the front page’s modules are few, heavy packages come later", () => {
  const front = loadedBy("src/index.md");
  assert.ok(front.modules.size - 1 <= most.frontPageModules, `${front.modules.size - 1} modules`);
  const heavy = /^(@tensorflow\/|fflate|@codemirror\/|sucrase|acorn)/;
  for (const path of pages) {
    const packages = [...loadedBy(path).packages].filter((name) => heavy.test(name));
    assert.deepEqual(packages, [], path);
  }
  const own = [...front.packages].filter(
    (name) => !/^(d3|jstat|valibot|observablehq:.*)$/.test(name)
  );
  assert.deepEqual(own, []);
});

test("a module that only one other imports is an idea, not a fragment", () => {
  const importers = new Map<string, Set<string>>();
  const later = new Set<string>(); // what import() or a worker loads
  for (const path of [...modules, ...pages]) {
    for (const {path: target, dynamic} of importsOf(path)) {
      if (target === undefined) continue;
      if (dynamic) later.add(target);
      importers.set(target, (importers.get(target) ?? new Set()).add(path));
    }
  }
  const fragments = ofSite
    .filter((path) => !path.startsWith("src/data/") && !path.endsWith("worker.ts"))
    .filter((path) => !Object.hasOwn(fragmentsAllowed, path))
    .filter((path) => (importers.get(path)?.size ?? 0) === 1 && !later.has(path))
    .map((path) => ({path, lines: lineCount(read(path))}))
    .filter(({lines}) => lines < least.lines);
  assert.deepEqual(fragments, []);
});

test("no module and no function is longer than can be read at once", () => {
  const long = modules
    .map((path) => ({path, lines: lineCount(read(path))}))
    .filter(({lines}) => lines > most.lines);
  assert.deepEqual(long, []);
  // Prettier ends a function that begins at a line's start by a brace at a line's start.
  const functions = modules.flatMap((path) =>
    Array.from(
      read(path).matchAll(/^(?:export )?(?:async )?function (\w+)[\s\S]*?^\}/gm),
      ([text, name]) => ({path, name, lines: lineCount(text)})
    )
  );
  assert.deepEqual(
    functions.filter(({lines}) => lines > most.functionLines),
    []
  );
});

test("every exported function and constant is used elsewhere, and no two exports share a name", () => {
  const words = new Map(
    [...modules, ...pages, ...list("test"), ...list("types")].map((path) => [
      path,
      new Set(read(path).match(/[A-Za-z_$][\w$]*/g))
    ])
  );
  const places = new Map<string, Set<string>>();
  const unused: string[] = [];
  // A type may be exported for the signature of a function alone: an editor shows it.
  for (const path of ofSite.filter((file) => !file.startsWith("src/data/"))) {
    const declared = read(path).matchAll(
      /^export (?:async )?(function\*?|const|let|class|interface|type) (\w+)/gm
    );
    for (const [, kind, name] of declared) {
      places.set(name!, (places.get(name!) ?? new Set()).add(path)); // overloads share a file
      const elsewhere = [...words].some(([other, set]) => other !== path && set.has(name!));
      if (!/^(interface|type)$/.test(kind!) && !elsewhere) unused.push(`${path}: ${name}`);
    }
  }
  assert.deepEqual(unused, []);
  assert.deepEqual(
    [...places].filter(([, files]) => files.size > 1),
    []
  );
});

test("what is loaded later goes through what says it in a sentence where it cannot be", () => {
  const bare = [...ofSite.filter((path) => !path.startsWith("src/data/")), ...pages].flatMap(
    (path) => {
      const code = codeOf(path);
      const places = parse(code)[0].flatMap((entry) =>
        entry.type === "dynamic" && !entry.probablyTypeOnly ? [entry.importStart] : []
      );
      const through = /\b(importLater|lateModule)\(\s*\(\) =>\s*$/;
      return places
        .filter((at) => !through.test(code.slice(0, at)))
        .map((at) => `${path}: ${code.slice(at).split("\n")[0]}`);
    }
  );
  assert.deepEqual(bare, []);
});

test("a drawing that is one image has its name from the start", () => {
  const nameless = /"role", "img"\)(?!\s*\.attr\(\s*"aria-label")/;
  for (const path of ofSite) assert.doesNotMatch(read(path), nameless, path);
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
  // Some of its cases bear the names of data sets; a program drew their strokes.
  const drawn = "test/reading/cases/";
  assert.deepEqual(
    files.filter(({path}) => /ubyte|\.gz$/.test(basename(path)) && !path.startsWith(drawn)),
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
