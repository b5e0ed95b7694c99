import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {it} from "node:test";
import {REMEDY, readOrExplain, readVerified} from "../../src/engine/verify.js";
import {exampleManifest} from "../formats/example-manifest.js";

const bytes = Uint8Array.of(1, 2, 3, 4);
const sha256 = createHash("sha256").update(bytes).digest("hex");
const manifest = exampleManifest();
manifest.files["codes.bin"] = {bytes: 4, sha256};

it("readVerified(manifest, name, read) returns the bytes if they are right", async () => {
  const buffer = await readVerified(manifest, "codes.bin", async () => bytes.slice().buffer);
  assert.deepEqual(new Uint8Array(buffer), bytes);
});

it("readVerified(manifest, name, read) names a missing file and what to do", async () => {
  const read = () => Promise.reject(new Error("Unable to load file: codes.bin"));
  await assert.rejects(readVerified(manifest, "codes.bin", read), {
    message:
      "missing file mnist-2d/codes.bin: Unable to load file: codes.bin; reload the page; " +
      "if that does not help, the site was built or copied incompletely: " +
      "run npm run build again and publish the whole of dist"
  });
});

it("readVerified(manifest, name, read) names a file that was cut short", async () => {
  const read = async () => bytes.slice(0, 3).buffer;
  await assert.rejects(readVerified(manifest, "codes.bin", read), {
    message: `truncated file mnist-2d/codes.bin: 3 bytes, expected 4; ${REMEDY}`
  });
});

it("readVerified(manifest, name, read) names a file that has grown", async () => {
  const read = async () => new ArrayBuffer(5);
  await assert.rejects(readVerified(manifest, "codes.bin", read), {
    message: `altered file mnist-2d/codes.bin: 5 bytes, expected 4; ${REMEDY}`
  });
});

it("readVerified(manifest, name, read) names a file with another byte in it", async () => {
  const other = Uint8Array.of(1, 2, 3, 5);
  const found = createHash("sha256").update(other).digest("hex").slice(0, 8);
  await assert.rejects(
    readVerified(manifest, "codes.bin", async () => other.buffer),
    {
      message:
        `altered file mnist-2d/codes.bin: SHA-256 ${found}…, ` +
        `expected ${sha256.slice(0, 8)}…; ${REMEDY}`
    }
  );
});

it("readOrExplain(name, read) passes on what read returns", async () => {
  assert.strictEqual(await readOrExplain("a", async () => 7), 7);
});
