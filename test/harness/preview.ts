import {spawn} from "node:child_process";
import {cp, symlink, writeFile} from "node:fs/promises";
import {type AddressInfo, createServer} from "node:net";
import {delimiter, join} from "node:path";
import type {TestContext} from "node:test";
import {pathToFileURL} from "node:url";
import {temporaryFolder} from "../tools/temporary-folder.js";
import {prepare} from "../../tools/prepare.js";
import {projectFolder} from "../../tools/project.js";
import {frameworkFolder} from "../../tools/site/framework.js";

/** A preview of a copy of the site, whose sources a test may edit. */
export interface Preview {
  /** The address of its root, which ends in a slash. */
  url: string;
  /** The folder of its pages. */
  source: string;
}

/** Starts a preview of a copy of the site, as `npm start` does; it ends with the test. */
export async function startPreview(t: TestContext): Promise<Preview> {
  const folder = await temporaryFolder(t);
  const source = join(folder, "src");
  await cp(join(projectFolder, "src"), source, {
    recursive: true,
    filter: (path) => path !== join(projectFolder, "src", "models")
  });
  for (const name of ["models", "node_modules", "tools"]) {
    await symlink(join(projectFolder, name), join(folder, name), "junction");
  }
  const configuration = pathToFileURL(join(projectFolder, "observablehq.config.ts")).href;
  await writeFile(join(folder, "package.json"), `{"type": "module"}`);
  await writeFile(
    join(folder, "observablehq.config.ts"),
    `export {default} from ${JSON.stringify(configuration)};`
  );
  await prepare(folder);
  const port = await freePort();
  const command = join(frameworkFolder, "dist", "bin", "observable.js");
  const child = spawn(
    process.execPath,
    [command, "preview", "--no-open", "--host", "127.0.0.1", "--port", String(port)],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
      env: {
        ...process.env,
        OBSERVABLE_TELEMETRY_DISABLE: "1",
        PATH: [join(projectFolder, "node_modules", ".bin"), process.env.PATH].join(delimiter)
      }
    }
  );
  t.after(() => child.kill());
  const url = `http://127.0.0.1:${port}/`;
  await new Promise<void>((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`the preview has ended with exit code ${code}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes(url)) resolve();
    });
  });
  return {url, source};
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
