import assert from "node:assert/strict";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {withEarlyFiles, withSmallPictures} from "../../../tools/site/first-requests.js";

test("withSmallPictures(dist, path, html) puts small pictures into a page, and leaves large ones", async (t) => {
  const dist = await mkdtemp(join(tmpdir(), "pictures-"));
  t.after(() => rm(dist, {recursive: true}));
  await mkdir(join(dist, "_file"));
  await writeFile(join(dist, "_file", "small.png"), Buffer.alloc(9, 1));
  await writeFile(join(dist, "_file", "large.png"), Buffer.alloc(5000));
  const large = '<img src="../_file/large.png" alt="b">';
  assert.equal(
    await withSmallPictures(dist, "a/page.html", `<img src="../_file/small.png" alt="a">${large}`),
    `<img src="data:image/png;base64,AQEBAQEBAQEB" alt="a">${large}`
  );
});

/** What a page says of a file, as Framework writes it. */
const registered = (name: string, path: string) =>
  `registerFile("${name}", {"name":"${name}","mimeType":"x","path":"${path}","size":1});\n`;
const files = [
  registered("./models/mnist-2d/codes.bin", "./_file/codes.11111111.bin"),
  registered("./models/mnist-2d/decoder/int8.bin", "./_file/int8.22222222.bin"),
  registered("./models/mnist-2d/manifest.json", "./_file/manifest.33333333.json"),
  registered("./vendor/kernel-relaxed.wasm", "./_file/kernel.44444444.wasm")
];

test("withEarlyFiles(html) asks at once for what the first picture of the board needs", () => {
  const html = withEarlyFiles(
    `<head>\n<script>${files.join("")}</script>\n</head><div class="board">`
  );
  assert.deepEqual(
    Array.from(
      html.matchAll(/<link rel="preload" as="fetch" crossorigin href="([^"]*)">/g),
      ([, href]) => href
    ),
    ["./_file/manifest.33333333.json", "./_file/kernel.44444444.wasm", "./_file/int8.22222222.bin"]
  );
});

test("withEarlyFiles(html) leaves a page without a board as it is", () => {
  assert.equal(withEarlyFiles("<head></head><p>Text</p>"), "<head></head><p>Text</p>");
});

test("withEarlyFiles(html) refuses a page that no longer has these files", () => {
  assert.throws(
    () =>
      withEarlyFiles(
        `<head><script>${files.slice(0, 3).join("")}</script></head><div class="board">`
      ),
    /the front page does not name \.\/vendor\/kernel-relaxed\.wasm/
  );
});
