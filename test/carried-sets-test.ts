import assert from "node:assert/strict";
import type {TestContext} from "node:test";
import {it} from "node:test";
import {gzipSync} from "node:zlib";
import {carriedSource} from "../src/carried-sets.js";
import {encodeImages} from "../src/formats/images.js";
import {imageMakingSession} from "../src/image-making-session.js";
import type {madeImages} from "../src/made-images.js";
import {serve, whole} from "./tools/file-server.js";

const packed = encodeImages({
  width: 2,
  height: 1,
  train: Uint8Array.of(1, 2, 3, 4, 5, 6),
  heldOut: Uint8Array.of(7, 8, 9, 255),
  labels: Uint8Array.of(3, 0)
});

/** Does the work of the worker here, and hears its answer as the page does. */
const makeHere: typeof madeImages = (request) =>
  new Promise((resolve, reject) => {
    void imageMakingSession(request, (answer) => {
      if (answer.type === "images") resolve(structuredClone(answer.images));
      if (answer.type === "failed") reject(new Error(answer.message));
    });
  });

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
      message: /^altered file mnist\.bin: invalid images: 30 bytes, expected 36 .*; reload the page/
    }
  );
});
