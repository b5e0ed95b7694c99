import assert from "node:assert/strict";
import {delimiter} from "node:path";
import {test} from "node:test";
import {findOtherBrowser} from "../../../tools/browser/other-browsers.js";

const PATH = ["/bin", "/usr/bin"].join(delimiter);
const machine = (files: string[], env: NodeJS.ProcessEnv = {}) => ({
  env: {PATH, ...env},
  exists: (path: string) => files.includes(path.replaceAll("\\", "/"))
});

test("findOtherBrowser(firefox, machine) takes what FIREFOX_PATH names before one on the PATH", () => {
  const files = ["/opt/firefox", "/usr/bin/firefox-esr"];
  const {browser} = findOtherBrowser("firefox", machine(files.slice(1)))!;
  assert.equal(browser.replaceAll("\\", "/"), "/usr/bin/firefox-esr");
  const env = {FIREFOX_PATH: "/opt/firefox"};
  assert.deepEqual(findOtherBrowser("firefox", machine(files, env)), {browser: "/opt/firefox"});
  assert.throws(() => findOtherBrowser("firefox", machine([], env)), {
    message: "invalid FIREFOX_PATH: no file /opt/firefox"
  });
});

test("findOtherBrowser(webkit, machine) finds a driver with a screen, and nothing where one is missing", () => {
  const files = ["/usr/bin/WebKitWebDriver", "/bin/Xvfb"];
  const {driver, screen} = findOtherBrowser("webkit", machine(files))!;
  assert.deepEqual(
    [driver, screen].map((path) => path.replaceAll("\\", "/")),
    files
  );
  assert.equal(findOtherBrowser("webkit", machine(files.slice(0, 1))), undefined);
  assert.equal(findOtherBrowser("firefox", machine(files)), undefined);
});
