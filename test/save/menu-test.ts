import assert from "node:assert/strict";
import {it} from "node:test";
import {embedHtml} from "../../src/save/menu.js";

it("embedHtml(link, title, height) is a frame, whose attributes nothing can leave", () => {
  assert.equal(
    embedHtml("https://h/embed.html#a~1~b&c", '“<b>" onload="x', 480),
    '<iframe src="https://h/embed.html#a~1~b&amp;c" title="“&lt;b&gt;&quot; onload=&quot;x" ' +
      'width="100%" height="480" style="border: 0" loading="lazy"></iframe>'
  );
});
