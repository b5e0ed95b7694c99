import assert from "node:assert/strict";
import {it} from "node:test";
import {decode, encode} from "fast-png";
import {withPngText} from "../../src/save/png.js";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const png = Buffer.from(encode({width: 2, height: 1, data: new Uint8Array(8)}));

it("withPngText(png, keyword, text) adds one iTXt chunk after the header, in UTF-8", () => {
  const written = Buffer.from(withPngText(png, "Source", "https://host/#gap~1~µ"));
  assert.deepEqual(written.subarray(0, 33), png.subarray(0, 33));
  const body = Buffer.from("Source\0\0\0\0\0https://host/#gap~1~µ");
  assert.equal(written.readUInt32BE(33), body.length);
  assert.equal(written.toString("latin1", 37, 41), "iTXt");
  assert.deepEqual(written.subarray(41, 41 + body.length), body);
  assert.deepEqual(written.subarray(45 + body.length), png.subarray(33));
});

it("withPngText(png, keyword, text) leaves a file that readers accept, checksums and all", () => {
  const read = decode(withPngText(png, "Source", "a link"), {checkCrc: true});
  assert.deepEqual([read.width, read.height], [2, 1]);
});

it("withPngText(png, keyword, text) refuses what is no PNG, and keywords that PNG has not", () => {
  assert.throws(() => withPngText(bytesOf("GIF89a"), "Source", ""), /^RangeError: invalid png: 6/);
  assert.throws(() => withPngText(png, "", ""), /^RangeError: invalid keyword: “”/);
  assert.throws(() => withPngText(png, "a\nb", ""), /^RangeError: invalid keyword/);
});
