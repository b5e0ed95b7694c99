import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {serve} from "./serve.js";
import {temporaryFolder} from "../tools/temporary-folder.js";

test("serve(folder, base) answers as a static host does below a base path", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "deep"));
  await writeFile(join(folder, "index.html"), "first");
  await writeFile(join(folder, "page.html"), "second");
  await writeFile(join(folder, "deep", "a.wasm"), "third");
  const server = await serve(folder, "/base/");
  t.after(() => server.close());

  const get = async (path: string) => {
    const response = await fetch(new URL(path, server.url));
    return [response.status, response.headers.get("Content-Type"), await response.text()];
  };
  assert.deepEqual(await get(""), [200, "text/html; charset=utf-8", "first"]);
  assert.deepEqual(await get("page"), [200, "text/html; charset=utf-8", "second"]);
  assert.deepEqual(await get("deep/a.wasm?x"), [200, "application/wasm", "third"]);
  assert.deepEqual(await get("deep"), [404, null, "not found"]);
  assert.deepEqual(await get("/page"), [404, null, "not found"]);
  const posted = await fetch(new URL("page", server.url), {method: "POST", body: "x"});
  assert.deepEqual([posted.status, await posted.text()], [405, "read only"]);
  assert.deepEqual(await get("%2e%2e/%2e%2e/package.json"), [404, null, "not found"]);
});
