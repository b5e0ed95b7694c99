/**
 * Runs AssemblyScript's compiler once for each list of its arguments:
 * `node assembly-script.mjs '[["a.ts", "--outFile", "a.wasm"], …]'`. It ends with the compiler's
 * messages, and a code of 1, at the first source that does not compile. One process for all of
 * them, since the compiler is slow until V8 has warmed up to it. It is plain JavaScript, since it
 * runs without what reads TypeScript.
 */
import asc from "assemblyscript/asc";

for (const args of JSON.parse(process.argv[2])) {
  const {error, stderr} = await asc.main(args);
  if (error) {
    console.error(`${stderr}\n${error.message}`);
    process.exitCode = 1;
    break;
  }
}
