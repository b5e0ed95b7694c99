import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {test} from "node:test";
import {siteTest} from "../harness/site.js";
import {typedNumbers} from "../harness/typed-numbers.js";
import {projectFolder} from "../../tools/project.js";
import {chapters} from "../../tools/site/contents.js";

for (const {path, name} of chapters) {
  test(`“${name}” has no typed-in number in a sentence about our models`, () => {
    const html = readFileSync(join(projectFolder, "dist", `${path}.html`), "utf8");
    assert.deepEqual(typedNumbers(html), []);
  });
}

siteTest("folded code opens with the keyboard", {path: "algorithm.html"}, async (page) => {
  const block = page.locator("aside details.exhibit-source").first();
  assert.equal(await block.locator("pre").isVisible(), false);
  await block.locator("summary").press("Enter");
  assert.equal(await block.locator("pre").isVisible(), true);
  assert.match(
    await block.locator("pre").innerText(),
    /^\/\*\*\n \* Returns the bound of a minibatch/
  );
});

/** Runs in the page: sends to another host in every way that a cell has; holds no named function. */
async function send(url: string): Promise<void> {
  const image = new Image();
  image.src = `${url}image`;
  const script = document.createElement("script");
  script.src = `${url}script`;
  document.head.append(script);
  const frame = document.createElement("iframe");
  frame.src = `${url}frame`;
  document.body.append(frame);
  try {
    navigator.sendBeacon(`${url}beacon`, "x");
  } catch {
    // Refused here already.
  }
  try {
    new WebSocket(url.replace("http", "ws")).addEventListener("error", () => {});
  } catch {
    // Likewise.
  }
  const told = "() => postMessage(0)";
  const source = `fetch(${JSON.stringify(`${url}worker`)}).then(${told}, ${told})`;
  const worker = new Worker(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  await new Promise((resolve) => {
    for (const name of ["message", "error"]) worker.addEventListener(name, resolve);
  });
  await fetch(`${url}fetch`).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

const expected = [/Content Security Policy|request to another host|: csp$/i];

siteTest("code in a page can send nothing to another host", {expected}, async (page) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.setHeader("Access-Control-Allow-Origin", "*").end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const {port} = server.address() as AddressInfo;
    await page.evaluate(send, `http://127.0.0.1:${port}/`);
    assert.deepEqual(asked, []);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
