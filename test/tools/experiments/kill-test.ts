import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {readdir} from "node:fs/promises";
import {dirname, join} from "node:path";
import {it} from "node:test";
import {
  experimentFiles,
  imagesSeen,
  readCheckpoint,
  readRecord
} from "../../../tools/experiments/files.js";
import {projectFolder} from "../../../tools/project.js";
import {temporaryFolder} from "../temporary-folder.js";
import type {Death, KilledRun} from "./killed-run.js";

/** Two points of the curve, and a little more. */
const IMAGES = 12_800;

const script = join(projectFolder, "test", "tools", "experiments", "killed-run.ts");

/**
 * Runs the job in a process of its own until it is done or killed.
 *
 * @returns a promise to the signal that ended it, if one did
 */
function work(run: KilledRun, onLine?: (kill: () => void) => void): Promise<string | null> {
  const args = ["--import", "tsx", script, JSON.stringify(run)];
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    stdio: ["ignore", "pipe", "inherit"]
  });
  if (onLine) child.stdout.once("data", () => onLine(() => child.kill("SIGKILL")));
  else child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code) reject(new Error(`it ended with ${code}`));
      else resolve(signal);
    });
  });
}

/** Returns where a run stands and what it has recorded, all but the times. */
async function outcome(out: string) {
  const files = experimentFiles(2, "tiny", out);
  const {seconds: _, curve, ...state} = (await readCheckpoint(files.checkpoint))!.state;
  const record = (await readRecord(files.record))!;
  return {
    state,
    points: curve.map(({seconds: __, ...point}) => point),
    record: {
      ...record,
      wallTimeSeconds: 0,
      processorSeconds: 0,
      curve: {...record.curve, seconds: []}
    }
  };
}

it("a run that is killed at any time goes on, and ends as one that was not", async (t) => {
  const [whole, out] = [await temporaryFolder(t), await temporaryFolder(t)];
  const files = experimentFiles(2, "tiny", out);
  const uninterrupted = work({out: whole, images: IMAGES});

  const dies = async (death: Death, images = IMAGES) =>
    assert.equal(await work({out, images, death}), "SIGKILL");
  await dies({of: "checkpoint", nth: 2, at: "half"});
  await dies({of: "checkpoint", nth: 3, at: "whole"});
  // The last checkpoint of a stage is there, its record is not: the run has something left to do.
  await dies({of: "record", nth: 1, at: "whole"}, 10_000);
  assert.equal(await imagesSeen(files), 0);
  // Wherever it is when its first line has come: on a fast machine it may have ended by then.
  await work({out, images: IMAGES}, (kill) => kill());
  assert.equal(await work({out, images: IMAGES}), null);
  assert.equal(await imagesSeen(files), IMAGES);

  await uninterrupted;
  assert.deepEqual(await outcome(out), await outcome(whole));
  assert.equal((await outcome(out)).points.length, 2);
  for (const path of [files.record, files.checkpoint]) {
    const names = await readdir(dirname(path));
    assert.equal(names.length, 1, `nothing half written is left: ${names.join(", ")}`);
  }
});
