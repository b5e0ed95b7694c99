/** Where workers find the libraries that they share with the page, by their paths in the site. */
export const LIBRARIES = "aevbLibraries";

/** Where a script of all workers finds the path of the one that it is to be. */
export const WORKER = "aevbWorker";

/**
 * Returns a module that imports nothing as a script that a classic worker runs first: what the module
 * exports is in `self.aevbLibraries`, by the module’s path, and made when it is first asked for.
 *
 * @throws Error if the module does not export all by one list at its end, as bundled ones do
 */
export function classicLibrary(path: string, module: string): string {
  const end = /\bexport\s*\{([^{}]*)\};?\s*$/.exec(module);
  if (end === null) {
    throw new Error(`invalid library ${path}: expected one list of exports at its end`);
  }
  const getters = end[1].split(",").map((entry) => {
    const [local, exported = local] = entry.trim().split(/\s+as\s+/);
    return `get ${exported}(){return ${local}}`;
  });
  const name = JSON.stringify(path);
  const body = `"use strict";\n${module.slice(0, end.index)}\nreturn{${getters.join(",")}}`;
  const made = `const value=(()=>{${body}})();Object.defineProperty(this,${name},{value});return value`;
  return `Object.defineProperty(self.${LIBRARIES}??={},${name},{configurable:true,get(){${made}}});\n`;
}
