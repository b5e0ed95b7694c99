import assert from "node:assert/strict";
import {it} from "node:test";
import {fetchBytes} from "../src/fetch-bytes.js";
import {serve, whole} from "./tools/file-server.js";

const bytes = Uint8Array.from({length: 300_000}, (_, i) => i % 251);

it("fetchBytes(file) returns the bytes and tells how many have come", async (t) => {
  const server = await serve(t, {site: whole(bytes)});
  const told: number[] = [];
  const onProgress = (done: number, of: number) => void told.push(done / of);
  const file = {name: "some.bin", href: `${server.mirror("site")}some.bin`, size: bytes.length};
  assert.deepEqual(await fetchBytes(file, {onProgress}), bytes);
  assert.equal(told.at(-1), 1);
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b)
  );
});

it("fetchBytes(file) tells nothing of a file whose size is unknown", async (t) => {
  const server = await serve(t, {site: whole(bytes)});
  const onProgress = () => assert.fail("progress of an unknown whole");
  const file = {name: "some.bin", href: `${server.mirror("site")}some.bin`, size: NaN};
  assert.deepEqual(await fetchBytes(file, {onProgress}), bytes);
});

it("fetchBytes(file) names a file that is not there, and what to do", async (t) => {
  const server = await serve(t, {});
  const file = {name: "some.bin", href: `${server.mirror("site")}some.bin`, size: 3};
  await assert.rejects(fetchBytes(file), /^Error: missing file some\.bin: HTTP 404; reload/);
});

it("fetchBytes(file, {signal}) is rejected with the signal’s reason", async (t) => {
  const server = await serve(t, {site: whole(bytes)});
  const file = {name: "some.bin", href: `${server.mirror("site")}some.bin`, size: bytes.length};
  const stop = new AbortController();
  const fetching = fetchBytes(file, {
    onProgress: () => stop.abort(new Error("another choice")),
    signal: stop.signal
  });
  await assert.rejects(fetching, {message: "another choice"});
});
