import {spawn} from "node:child_process";
import {once} from "node:events";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";

/** A Python program that measures what it is asked to, on one thread. */
export interface PythonProgram {
  /** Returns a promise to the milliseconds that a line of words takes. */
  time(...words: (string | number)[]): Promise<number>;
  stop(): void;
}

/** What libraries read to learn how many threads they may use. */
const oneThread = {OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1", OMP_NUM_THREADS: "1"};

/**
 * Starts a program that answers each line of its input with a line of milliseconds. It stays up
 * between the rounds, so that its start is not measured.
 */
export function startPython(program: URL): PythonProgram {
  const child = spawn("python3", [fileURLToPath(program)], {
    env: {...process.env, ...oneThread},
    stdio: ["pipe", "pipe", "inherit"]
  });
  const lines = createInterface({input: child.stdout});
  const ended = once(child, "exit");
  return {
    async time(...words) {
      child.stdin.write(`${words.join(" ")}\n`);
      const [line] = (await Promise.race([once(lines, "line"), ended])) as [unknown];
      const milliseconds = typeof line === "string" ? Number(line) : NaN;
      if (!(milliseconds >= 0)) throw new Error(`${program.pathname} answered ${String(line)}`);
      return milliseconds;
    },
    stop: () => child.stdin.end()
  };
}
