import {spawn, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {createServer, type AddressInfo} from "node:net";
import {commands, type Driver} from "./driver.js";

const patience = 240_000; // milliseconds until it listens, on a busy machine

/** Options for startWebKit: the paths of WebKitGTK's driver and of a screen in memory. */
export interface WebKitCommands {
  driver: string;
  screen: string;
}

/** Returns a promise to WebKitGTK's small browser, on a screen that nobody sees. */
export async function startWebKit({driver, screen}: WebKitCommands): Promise<Driver> {
  const shown = spawn(
    screen,
    ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
    {stdio: ["ignore", "ignore", "ignore", "pipe"]}
  );
  const programs: ChildProcess[] = [shown];
  const stop = async () => {
    for (const program of programs.toReversed()) {
      const exit = once(program, "exit");
      if (program.kill()) await exit;
    }
  };
  try {
    const [display] = await once(shown.stdio[3]!, "data");
    const port = await freePort();
    const env = {...process.env, DISPLAY: `:${String(display).trim()}`};
    programs.push(spawn(driver, [`--port=${port}`], {stdio: "ignore", env}));
    const root = `http://127.0.0.1:${port}/session`;
    await listens(root);
    const {sessionId, capabilities} = (await post(root, {capabilities: {}})) as {
      sessionId: string;
      capabilities: {browserVersion: string};
    };
    const session = `${root}/${sessionId}`;
    return {
      title: `WebKitGTK ${capabilities.browserVersion}`,
      send(command, {id, ...parameters} = {}) {
        const path = commands[command].replace("{id}", String(id));
        return post(`${session}/${path}`, parameters);
      },
      async stop() {
        await fetch(session, {method: "DELETE"});
        await stop();
      }
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Returns a promise to a port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function listens(address: string): Promise<void> {
  const deadline = Date.now() + patience;
  while (
    !(await fetch(new URL("/status", address)).then(
      ({ok}) => ok,
      () => false
    ))
  ) {
    if (Date.now() > deadline) throw new Error("WebKitWebDriver does not listen");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function post(address: string, parameters: object): Promise<unknown> {
  const body = JSON.stringify(parameters);
  const response = await fetch(address, {method: "POST", body});
  const {value} = (await response.json()) as {value: unknown};
  if (response.ok) return value;
  const {error, message} = value as {error: string; message: string};
  throw new Error(`${new URL(address).pathname}: ${error}: ${message}`);
}
