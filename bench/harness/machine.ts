import {execFileSync} from "node:child_process";
import {availableParallelism, cpus, totalmem} from "node:os";
import type {Browser} from "playwright-core";
import {packageVersion} from "../../tools/site/bundles.js";
import {projectFolder} from "../../tools/project.js";

/** Where the figures come from. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGigabytes: number;
  platform: string;
  /** Of everything that was measured, by its name. */
  versions: Record<string, string>;
}

const packages = [
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-backend-wasm",
  "onnxruntime-web",
  "assemblyscript",
  "@observablehq/framework"
];

/** Returns a promise to the facts of this machine and of the contestants on it. */
export async function machine(browser: Browser): Promise<Machine> {
  const versions: Record<string, string> = {
    node: process.versions.node,
    v8: process.versions.v8,
    chromium: browser.version()
  };
  for (const name of packages) versions[name] = await packageVersion(name, projectFolder);
  for (const name of ["numpy", "torch"] as const) {
    const version = pythonVersion(name);
    if (version !== undefined) versions[name] = version;
  }
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    versions
  };
}

/** Returns the version of a Python package, or undefined where it or Python is not to be had. */
export function pythonVersion(name: "numpy" | "torch"): string | undefined {
  try {
    const program = `import ${name}; print(${name}.__version__)`;
    return execFileSync("python3", ["-c", program], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"]
    }).trim();
  } catch {
    return undefined;
  }
}
