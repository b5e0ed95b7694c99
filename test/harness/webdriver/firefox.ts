import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {connect, type Socket} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Driver} from "./driver.js";

/** What a fresh Firefox is not to do: ask its maker for anything, or choose a port that is taken. */
const preferences = {
  "marionette.port": 0,
  "app.normandy.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "messaging-system.rsexperimentloader.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1"
};
const patience = 240_000; // milliseconds until it listens, on a busy machine

/** What Marionette answers: the number of the command, why it failed, and its result. */
type Answer = [
  type: 1,
  id: number,
  error: {error: string; message: string} | null,
  result: unknown
];

/** Returns a promise to a Firefox without windows, with a profile of its own. */
export async function startFirefox({browser}: {browser: string}): Promise<Driver> {
  const profile = await mkdtemp(join(tmpdir(), "aevb-firefox-"));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`
  );
  await writeFile(join(profile, "user.js"), lines.join(""));
  const program = spawn(
    browser,
    ["--headless", "--no-remote", "--marionette", "--profile", profile],
    {stdio: "ignore", env: {...process.env, HOME: profile}}
  );
  const exit = once(program, "exit");
  const stop = async () => {
    program.kill();
    await exit;
    await rm(profile, {recursive: true, force: true, maxRetries: 5});
  };
  try {
    const socket = connect(await portOf(profile), "127.0.0.1");
    const send = speaker(socket);
    const {capabilities} = (await send("NewSession", {})) as {
      capabilities: {browserVersion: string};
    };
    return {
      title: `Firefox ${capabilities.browserVersion}`,
      send,
      async stop() {
        socket.destroy();
        await stop();
      }
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Returns a promise to the port of Marionette, which Firefox writes down once it listens. */
async function portOf(profile: string): Promise<number> {
  const deadline = Date.now() + patience;
  for (;;) {
    const text = await readFile(join(profile, "MarionetteActivePort"), "utf8").catch(() => "");
    if (text !== "") return Number(text);
    if (Date.now() > deadline) throw new Error("Firefox does not listen");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Returns how to send commands over a connection to Marionette: texts of JSON, each after the
 * number of its bytes and a colon.
 */
function speaker(socket: Socket): (command: string, parameters?: object) => Promise<unknown> {
  const waiting = new Map<number, (answer: Answer) => void>();
  let count = 0;
  let received = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    received = Buffer.concat([received, bytes]);
    for (;;) {
      const start = received.indexOf(":") + 1;
      const end = start + Number(received.toString("latin1", 0, start - 1));
      if (start === 0 || received.length < end) return;
      const message = JSON.parse(received.toString("utf8", start, end)) as Answer | object;
      received = received.subarray(end);
      // The first one is a greeting.
      if (Array.isArray(message)) waiting.get(message[1])?.(message as Answer);
    }
  });
  socket.on("close", () => {
    const error = {error: "gone", message: "Firefox has ended"};
    for (const [id, answer] of waiting) answer([1, id, error, null]);
  });
  return (command, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, ([, , error, result]) => {
        waiting.delete(id);
        if (error !== null) reject(new Error(`${command}: ${error.error}: ${error.message}`));
        else resolve(isValue(result) ? result.value : result);
      });
      const text = JSON.stringify([0, id, `WebDriver:${command}`, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

function isValue(result: unknown): result is {value: unknown} {
  return typeof result === "object" && result !== null && "value" in result;
}
