import {spawn, type IOType} from "node:child_process";
import {delimiter, join} from "node:path";
import {pathToFileURL} from "node:url";
import {projectFolder} from "../project.js";

/** Framework's folder in node_modules, absolute. */
export const frameworkFolder = join(projectFolder, "node_modules", "@observablehq", "framework");

/** Options for runFramework. */
interface FrameworkRun {
  folder?: string;
  quiet?: boolean;
  prepared?: Promise<unknown>;
}

/**
 * Runs Framework's command line, and returns its exit code.
 * It reports to nobody, and finds the tools of node_modules (loaders are run with tsx) however
 * we were started.
 *
 * @param args such as `["build"]`
 * @param options.folder where the site's configuration is; defaults to the repository
 * @param options.quiet keep the output, to be shown only when the run fails
 * @param options.prepared what has to be done before Framework looks at the sources, which is
 * loaded meanwhile; where that fails, Framework is ended and the promise is rejected with its error
 */
export function runFramework(
  args: string[],
  {folder = projectFolder, quiet = false, prepared}: FrameworkRun = {}
): Promise<number> {
  const loader = pathToFileURL(join(projectFolder, "tools", "site", "load-framework.mjs")).href;
  const streams: (IOType | "ipc")[] = quiet ? ["ignore", "pipe", "pipe"] : Array(3).fill("inherit");
  const command = join(frameworkFolder, "dist", "bin", "observable.js");
  const node = prepared === undefined ? [command] : ["--import", loader, command];
  const child = spawn(process.execPath, [...node, ...args], {
    cwd: folder,
    stdio: prepared === undefined ? streams : [...streams, "ipc"],
    env: {
      ...process.env,
      OBSERVABLE_TELEMETRY_DISABLE: "1",
      PATH: [join(projectFolder, "node_modules", ".bin"), process.env.PATH].join(delimiter)
    }
  });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    prepared?.then(
      () => child.send("prepared"),
      (error: unknown) => {
        child.kill();
        reject(error);
      }
    );
    child.on("close", (code, signal) => {
      const status = code ?? (signal === "SIGINT" ? 130 : 1);
      if (status !== 0 && quiet) process.stderr.write(Buffer.concat(output));
      resolve(status);
    });
  });
}
