import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {readdir, writeFile} from "node:fs/promises";
import {createServer} from "node:net";
import {join} from "node:path";
import {it} from "node:test";
import {fetchFile} from "../../../tools/data/download.js";
import {assertOnly, temporaryFolder} from "../temporary-folder.js";
import {cutAfter, ignoringRange, serve, whole, type Answer} from "./file-server.js";

const bytes = Uint8Array.from({length: 100_000}, (_, i) => (i * i) % 251);
const md5 = createHash("md5").update(bytes).digest("hex");
const other = bytes.map((byte) => byte ^ 1);
const otherMd5 = createHash("md5").update(other).digest("hex");

it("fetchFile(name, md5, {folder, mirrors}) downloads a file and reports its bytes", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {a: whole(bytes)});
  const progress: [number, number | undefined][] = [];
  const path = await fetchFile("f.gz", md5, {
    folder,
    mirrors: [server.mirror("a")],
    onProgress: (...now) => progress.push(now)
  });
  assert.strictEqual(path, join(folder, "f.gz"));
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(progress[0], [0, 100_000]);
  assert.deepEqual(progress.at(-1), [100_000, 100_000]);
});

it("fetchFile(name, …) makes the folder and asks for nothing if the file is there", async (t) => {
  const folder = join(await temporaryFolder(t), "cache", "mnist");
  const server = await serve(t, {a: whole(bytes)});
  const options = {folder, mirrors: [server.mirror("a")]};
  await fetchFile("f.gz", md5, options);
  await fetchFile("f.gz", md5, options);
  assert.deepEqual(server.requests, ["/a/f.gz"]);
});

it("fetchFile(name, …) replaces a file that has another checksum", async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "f.gz"), other);
  const server = await serve(t, {a: whole(bytes)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
});

it("fetchFile(name, …) turns to the next mirror after a 404", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {b: whole(bytes)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a"), server.mirror("b")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz", "/b/f.gz"]);
});

it("fetchFile(name, …) turns to the next mirror after a wrong checksum", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {a: whole(other), b: whole(bytes)});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a"), server.mirror("b")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz", "/b/f.gz"]);
});

it("fetchFile(name, …) leaves nothing behind if every checksum is wrong", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {a: whole(other)});
  const mirror = server.mirror("a");
  await assert.rejects(fetchFile("f.gz", md5, {folder, mirrors: [mirror]}), {
    message:
      `cannot download f.gz: ${new URL(mirror).host} ` +
      `sent a file with MD5 ${otherMd5}, expected ${md5}`
  });
  assert.deepEqual(await readdir(folder), []);
});

it("fetchFile(name, …) says of each mirror why it failed", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {});
  const down = `127.0.0.1:${await closedPort()}`;
  const mirrors = [server.mirror("a"), `http://${down}/`];
  await assert.rejects(fetchFile("f.gz", md5, {folder, mirrors}), {
    message:
      `cannot download f.gz: ${new URL(mirrors[0]!).host} answered 404, ` +
      `${down} could not be reached (ECONNREFUSED)`
  });
  assert.deepEqual(await readdir(folder), []);
});

it("fetchFile(name, …) gives up a mirror that falls silent", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {a: () => {}, b: whole(bytes)});
  const mirrors = [server.mirror("a"), server.mirror("b")];
  await fetchFile("f.gz", md5, {folder, mirrors, stallMs: 200});
  await assertOnly(folder, "f.gz", bytes);
  await assert.rejects(
    fetchFile("g.gz", md5, {folder, mirrors: [server.mirror("a")], stallMs: 200}),
    /^Error: cannot download g\.gz: 127\.0\.0\.1:\d+ sent nothing for 0\.2 s$/
  );
});

/** Returns a port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as {port: number};
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What is done with a part that an earlier run left: what the server answers, what it is asked. */
const parts: Record<string, {part: Uint8Array; answer: Answer; requests: string[]}> = {
  "goes on from the part that an earlier run left": {
    part: bytes.subarray(0, 40_000),
    answer: whole(bytes),
    requests: ["/a/f.gz bytes=40000-"]
  },
  "asks for nothing if the part is the whole file": {
    part: bytes,
    answer: whole(bytes),
    requests: []
  },
  "starts again if the server ignores the range": {
    part: bytes.subarray(0, 40_000),
    answer: ignoringRange(bytes),
    requests: ["/a/f.gz bytes=40000-"]
  },
  "starts again if the part is longer than the file (416)": {
    part: new Uint8Array(200_000),
    answer: whole(bytes),
    requests: ["/a/f.gz bytes=200000-", "/a/f.gz"]
  },
  "starts again if the server sends another range": {
    part: bytes.subarray(0, 40_000),
    answer: (request, response) => {
      if (request.headers.range === undefined) return whole(bytes)(request, response);
      response.writeHead(206, {"content-range": "bytes 0-99999/100000"}).end(bytes);
    },
    requests: ["/a/f.gz bytes=40000-", "/a/f.gz"]
  },
  "starts again if the part was of another file": {
    part: other.subarray(0, 40_000),
    answer: whole(bytes),
    requests: ["/a/f.gz bytes=40000-", "/a/f.gz"]
  }
};

for (const [what, {part, answer, requests}] of Object.entries(parts)) {
  it(`fetchFile(name, …) ${what}`, async (t) => {
    const folder = await temporaryFolder(t);
    await writeFile(join(folder, "f.gz.part"), part);
    const server = await serve(t, {a: answer});
    await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
    await assertOnly(folder, "f.gz", bytes);
    assert.deepEqual(server.requests, requests);
  });
}

it("fetchFile(name, …) goes on where a connection was cut", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {a: cutAfter(bytes, 60_000, join(folder, "f.gz.part"))});
  await fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]});
  await assertOnly(folder, "f.gz", bytes);
  assert.deepEqual(server.requests, ["/a/f.gz", "/a/f.gz bytes=60000-"]);
});

it("fetchFile(name, …) keeps a cut file under the name of a part only", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, {a: cutAfter(bytes, 10_000, join(folder, "f.gz.part"))});
  await assert.rejects(
    fetchFile("f.gz", md5, {folder, mirrors: [server.mirror("a")]}),
    /^Error: cannot download f.gz: 127\.0\.0\.1:\d+ cut the connection$/
  );
  await assertOnly(folder, "f.gz.part", bytes.subarray(0, 80_000));
  assert.strictEqual(server.requests.length, 8);
});
