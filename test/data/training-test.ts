import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {join} from "node:path";
import {it} from "node:test";
import {promisify} from "node:util";
import {gunzipSync} from "node:zlib";
import {decodeImages} from "../../src/formats/images.js";
import {projectFolder} from "../../tools/project.js";

it("the loaders write that there is nothing where no images are wanted", async () => {
  const env = {...process.env, AEVB_TRAINING: "0", AEVB_OFFLINE: "1"};
  const run = (name: string, ...args: string[]) => {
    const loader = join(projectFolder, "src", "data", "training", name);
    const options = {env, encoding: "buffer"} as const;
    return promisify(execFile)(process.execPath, ["--import", "tsx", loader, ...args], options);
  };
  const sets = await run("sets.json.ts");
  assert.deepEqual(JSON.parse(sets.stdout.toString()), []);
  const packed = await run("[dataset].bin.ts", "--dataset=mnist");
  assert.equal(decodeImages(gunzipSync(packed.stdout)).train.length, 0);
});
