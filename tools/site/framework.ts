import {spawn} from "node:child_process";
import {delimiter, join} from "node:path";
import {projectFolder} from "../project.js";

/** Framework's folder in node_modules, absolute. */
export const frameworkFolder = join(projectFolder, "node_modules", "@observablehq", "framework");

/**
 * Runs Framework's command line, and returns its exit code.
 * It reports to nobody, and finds the tools of node_modules (loaders are run with tsx) however
 * we were started.
 *
 * @param args such as `["build"]`
 * @param options.folder where the site's configuration is; defaults to the repository
 * @param options.quiet keep the output, to be shown only when the run fails
 */
export function runFramework(
  args: string[],
  {folder = projectFolder, quiet = false}: {folder?: string; quiet?: boolean} = {}
): Promise<number> {
  const command = join(frameworkFolder, "dist", "bin", "observable.js");
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
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
    child.on("close", (code, signal) => {
      const status = code ?? (signal === "SIGINT" ? 130 : 1);
      if (status !== 0 && quiet) process.stderr.write(Buffer.concat(output));
      resolve(status);
    });
  });
}
