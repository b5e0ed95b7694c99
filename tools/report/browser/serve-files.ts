import type {FileStore} from "./file-store.js";

/** What the addresses of files inside a report begin with. */
const SCHEME = "report:";

/** Types that browsers insist on. */
const types: [ending: string, type: string][] = [
  [".wasm", "application/wasm"],
  [".json", "application/json"]
];

/** Lets fetch answer the addresses of files inside the report; all others go the usual way. */
export function serveFiles(store: FileStore, window: Window & typeof globalThis): void {
  const outside = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!address.startsWith(SCHEME)) return outside(input, init);
    init?.signal?.throwIfAborted();
    const path = address.slice(SCHEME.length);
    const type = types.find(([ending]) => path.endsWith(ending))?.[1];
    const headers = {"Content-Type": type ?? "application/octet-stream"};
    return new Response(store.read(path), {headers});
  };
}
