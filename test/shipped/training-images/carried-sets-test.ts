import assert from "node:assert/strict";
import type {TestContext} from "node:test";
import {describe, it} from "node:test";
import {gzipSync} from "node:zlib";
import type {madeImages} from "../../../src/shipped/training-images/carried-sets.js";
import {carriedSource, fetchBytes} from "../../../src/shipped/training-images/carried-sets.js";
import {imageMakingSession} from "../../../src/shipped/training-images/making.js";
import {encodeImages} from "../../../src/formats/images.js";
import {serve, whole} from "../../tools/data/file-server.js";

describe("carried sets", async () => {
  const packed = encodeImages({
    width: 2,
    height: 1,
    train: Uint8Array.of(1, 2, 3, 4, 5, 6),
    heldOut: Uint8Array.of(7, 8, 9, 255),
    labels: Uint8Array.of(3, 0)
  });

  /** Does the work of the worker here, and hears its answer as the page does. */
  const makeHere: typeof madeImages = async (request) => {
    assert.ok(request.type === "unpack");
    return structuredClone(await imageMakingSession.unpack(request));
  };

  async function sourceOf(t: TestContext, bytes: Uint8Array) {
    const server = await serve(t, {site: whole(bytes)});
    const href = `${server.mirror("site")}mnist.bin`;
    const set = {id: "mnist", train: 3, of: 60_000, heldOut: 2} as const;
    const file = () => ({name: "mnist.bin", href, size: bytes.length});
    const source = carriedSource(set, file, makeHere);
    return {source, server};
  }

  it("carriedSource(set, file, make) fetches the images when they are asked for", async (t) => {
    const {source, server} = await sourceOf(t, gzipSync(packed));
    assert.equal(server.requests.length, 0);
    const {train, heldOut, width, height, labels} = await source.load(() => {});
    assert.deepEqual([width, height, train.count, heldOut.count], [2, 1, 3, 2]);
    assert.deepEqual(Array.from(train.pixels), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(Array.from(heldOut.pixels), [7, 8, 9, 255]);
    assert.deepEqual(Array.from(labels!), [3, 0]);
    assert.equal(heldOut.pixels.buffer.byteLength, 4);
  });

  it("carriedSource(set, file, make) says what the images are, and whose", () => {
    const source = (train: number) =>
      carriedSource(
        {id: "fashion-mnist", train, of: 60_000, heldOut: 1000},
        () => {
          throw new Error("not asked for");
        },
        makeHere
      );
    const {id, title, note, classNames} = source(10_000);
    assert.deepEqual([id, title, classNames?.[3]], ["fashion-mnist", "Fashion-MNIST", "Dress"]);
    assert.ok(
      note.startsWith(
        "The first 10,000 of 60,000 training images of Fashion-MNIST, articles of clothing, " +
          "measured on 1,000 of its test images."
      )
    );
    assert.match(note, /Zalando.*MIT/);
    assert.match(source(60_000).note, /^All 60,000 training images of Fashion-MNIST/);
  });

  it("carriedSource(set, file, make) names a file that was altered, and what to do", async (t) => {
    const {source} = await sourceOf(t, gzipSync(packed.subarray(0, 30)));
    await assert.rejects(
      source.load(() => {}),
      {
        message:
          /^altered file mnist\.bin: invalid images: 30 bytes, expected 36 .*; reload the page/
      }
    );
  });
});

describe("fetch bytes", async () => {
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
});
