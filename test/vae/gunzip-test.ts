import assert from "node:assert/strict";
import {it} from "node:test";
import {gzipSync} from "node:zlib";
import {gunzip} from "../../src/vae/gunzip.js";

it("gunzip(bytes, name) decompresses gzip", async () => {
  const bytes = await gunzip(gzipSync(Uint8Array.of(0, 0, 8, 1)), "a-file");
  assert.deepEqual(Array.from(bytes), [0, 0, 8, 1]);
});

it("gunzip(bytes, name) returns bytes that are not gzip as they are", async () => {
  const bytes = Uint8Array.of(0, 0, 8, 1);
  assert.strictEqual(await gunzip(bytes, "a-file"), bytes);
});

it("gunzip(bytes, name) throws if the stream is cut short", async () => {
  const whole = gzipSync(new Uint8Array(1000));
  await assert.rejects(gunzip(whole.subarray(0, 20), "a-file"), {
    message:
      "invalid a-file: gzip stream of 20 bytes is cut short or damaged; download the file again"
  });
});

it("gunzip(bytes, name) throws if the checksum inside the stream is wrong", async () => {
  const bytes = gzipSync(new Uint8Array(1000));
  bytes[bytes.length - 8]! ^= 1;
  await assert.rejects(gunzip(bytes, "a-file"), /^Error: invalid a-file: gzip stream of/);
});
