import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {test, type TestContext} from "node:test";
import {reachedModules, rewriteModule} from "../../../tools/report/site-modules.js";
import {temporaryFolder} from "../temporary-folder.js";

async function site(t: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder(t);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await writeFile(join(folder, path), text);
  }
  return folder;
}

test("rewriteModule(dist, path, code) names modules as the import map does", async (t) => {
  const dist = await site(t, {"_import/a.js": "", "_import/c/b.js": ""});
  const code = `import {a} from "../a.js";\nawait import("./b.js"); import("./gone.js");`;
  const rewritten = await rewriteModule(dist, "_import/c/x.js", code);
  assert.equal(
    rewritten.code,
    `import {a} from "site/_import/a.js";\nawait import("site/_import/c/b.js"); import("report:missing");`
  );
  assert.deepEqual(rewritten.imports, ["_import/a.js", "_import/c/b.js"]);
});

test("rewriteModule(dist, path, code) starts workers and reads files by the report", async (t) => {
  const dist = await site(t, {});
  const {code, workers, files} = await rewriteModule(
    dist,
    "_import/x.js",
    `new Worker(import.meta.resolve("./w.js"), { type: "module" });
     FileAttachment({"name":"../a.bin","path":"../_file/a.1.bin"}, import.meta.url);
     FileAttachment({name:"../a.png",path:"../_file/a.1.png"}, import.meta.url);`
  );
  assert.deepEqual([workers, files], [["_import/w.js"], ["_file/a.1.bin", "_file/a.1.png"]]);
  assert.match(code, /new Worker\(aevbReport\.worker\("_import\/w\.js"\)\)/);
  assert.match(code, /"path":"report:_file\/a\.1\.bin"}, aevbReport\.at\("_import\/x\.js"\)/);
  assert.match(code, /"path":aevbReport\.picture\("report:_file\/a\.1\.png"\)/);
});

test("reachedModules(dist, entries) follows imports, in circles too", async (t) => {
  const dist = await site(t, {
    "a.js": `import "./b.js";`,
    "b.js": `import("./c.js"); import "./a.js";`,
    "c.js": "",
    "d.js": ""
  });
  const {code} = await reachedModules(dist, ["a.js"]);
  assert.deepEqual([...code.keys()].toSorted(), ["a.js", "b.js", "c.js"]);
});
