import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {it} from "node:test";
import {fetchFile} from "../../tools/fetch-file.js";
import {cutAfter, ignoringRange, serve, whole} from "./file-server.js";
import {assertOnly, temporaryFolder} from "./temporary-folder.js";

const bytes = Uint8Array.from({length: 100_000}, (_, i) => (i * i) % 251);
const md5 = createHash("md5").update(bytes).digest("hex");
const other = bytes.map((byte) => byte ^ 1);

it("fetchFile(name, …) goes on from the part that an earlier run left", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "f.gz.part"), bytes.subarray(0, 40_000));
  const server = await serve(t, {a: whole(bytes)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz bytes=40000-"]);
});

it("fetchFile(name, …) asks for nothing if the part is the whole file", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "f.gz.part"), bytes);
  const server = await serve(t, {a: whole(bytes)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, []);
});

it("fetchFile(name, …) starts again if the server ignores the range", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "f.gz.part"), bytes.subarray(0, 40_000));
  const server = await serve(t, {a: ignoringRange(bytes)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz bytes=40000-"]);
});

it("fetchFile(name, …) starts again if the part is longer than the file (416)", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "f.gz.part"), new Uint8Array(200_000));
  const server = await serve(t, {a: whole(bytes)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz bytes=200000-", "/a/f.gz"]);
});

it("fetchFile(name, …) starts again if the server sends another range", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "f.gz.part"), bytes.subarray(0, 40_000));
  const server = await serve(t, {
    a: (request, response) => {
      if (request.headers.range === undefined) return whole(bytes)(request, response);
      response.writeHead(206, {"content-range": "bytes 0-99999/100000"}).end(bytes);
    }
  });
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz bytes=40000-", "/a/f.gz"]);
});

it("fetchFile(name, …) starts again if the part was of another file", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "f.gz.part"), other.subarray(0, 40_000));
  const server = await serve(t, {a: whole(bytes)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz bytes=40000-", "/a/f.gz"]);
});

it("fetchFile(name, …) goes on where a connection was cut", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {a: cutAfter(bytes, 60_000)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz", "/a/f.gz bytes=60000-"]);
});

it("fetchFile(name, …) keeps a cut file under the name of a part only", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {a: cutAfter(bytes, 10_000)});
  await assert.rejects(
    fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]}),
    /^Error: cannot download f.gz: 127\.0\.0\.1:\d+ cut the connection$/
  );
  await assertOnly(folder, "f.gz.part", bytes.subarray(0, 80_000));
  assert.strictEqual(server.requests.length, 8);
});
