import assert from "node:assert/strict";
import {delimiter} from "node:path";
import {test} from "node:test";
import {findBrowser} from "../../../tools/browser/find-browser.js";

const machine = (files: string[], env: NodeJS.ProcessEnv, platform: NodeJS.Platform = "linux") => ({
  env,
  platform,
  exists: (path: string) => files.includes(path.replaceAll("\\", "/")),
  downloaded: "/cache/chrome"
});

test("findBrowser(machine) takes what CHROME_PATH names before any other", () => {
  const files = ["/opt/mine", "/usr/bin/chromium", "/cache/chrome"];
  assert.equal(
    findBrowser(machine(files, {CHROME_PATH: "/opt/mine", PATH: "/usr/bin"})),
    "/opt/mine"
  );
});

test("findBrowser(machine) says so if CHROME_PATH names no file", () => {
  assert.throws(() => findBrowser(machine([], {CHROME_PATH: "/opt/gone"})), {
    message: "invalid CHROME_PATH: no file /opt/gone"
  });
});

test("findBrowser(machine) looks in every folder of the PATH", () => {
  const env = {PATH: ["/bin", "/snap/bin"].join(delimiter)};
  const found = findBrowser(machine(["/snap/bin/chromium", "/cache/chrome"], env));
  assert.equal(found?.replaceAll("\\", "/"), "/snap/bin/chromium");
});

test("findBrowser(machine) takes the browser without windows, and the whole one where it is wanted", () => {
  const both = ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"];
  const env = {PATH: "/usr/bin"};
  const slashed = (path: string | undefined) => path?.replaceAll("\\", "/");
  assert.equal(slashed(findBrowser(machine(both, env))), both[1]);
  assert.equal(slashed(findBrowser({...machine(both, env), whole: true})), both[0]);
  assert.equal(slashed(findBrowser({...machine([both[1]!], env), whole: true})), both[1]);
});

test("findBrowser(machine) knows where macOS and Windows install browsers", () => {
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  assert.equal(findBrowser(machine([mac], {}, "darwin")), mac);
  const windows = "C:/Programs/Microsoft/Edge/Application/msedge.exe";
  const found = findBrowser(machine([windows], {PROGRAMFILES: "C:\\Programs"}, "win32"));
  assert.equal(found?.replaceAll("\\", "/"), windows);
});

test("findBrowser(machine) takes Playwright's download last, and finds none where there is none", () => {
  assert.equal(findBrowser(machine(["/cache/chrome"], {PATH: "/bin"})), "/cache/chrome");
  assert.equal(findBrowser(machine([], {PATH: "/bin"})), undefined);
});
