import assert from "node:assert/strict";
import {it} from "node:test";
import {gzipSync} from "node:zlib";
import {gunzip} from "../../src/formats/gunzip.js";

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

it("gunzip(bytes, name, {limit}) stops where more comes out than the limit", async () => {
  const bomb = gzipSync(new Uint8Array(20e6));
  await assert.rejects(gunzip(bomb, "a-file", {limit: 1000}), {
    message: `invalid a-file: its ${bomb.length} bytes of gzip unpack to more, expected at most 1000 bytes`
  });
  const exact = await gunzip(gzipSync(new Uint8Array(1000)), "a-file", {limit: 1000});
  assert.equal(exact.length, 1000);
});

it("gunzip(bytes, name) reads a stream of many pieces", async () => {
  const noise = Uint8Array.from({length: 100_000}, (_, i) => (i * i * 31) >>> 3);
  assert.deepEqual(await gunzip(gzipSync(noise), "a-file"), noise);
});

it("gunzip(bytes, name, {rest}) rests after each half megabyte, and loses nothing", async () => {
  const bytes = Uint8Array.from({length: 3_400_000}, (_, i) => i % 251);
  let rests = 0;
  const rest = async () => void (rests += 1);
  assert.deepEqual(await gunzip(gzipSync(bytes), "a-file", {rest}), bytes);
  assert.equal(rests, 6);
});
