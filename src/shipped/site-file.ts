import type {File} from "observablehq:stdlib";
import {importLater} from "../async/once.js";
import {notice} from "../components/notice.js";

/** A file of the site, as Framework finds it. */
export type SiteFile = Pick<File, "name" | "href">;

/** What a reader, or whoever runs the site, can do about a file that is not whole. */
export const REMEDY =
  "reload the page; if that does not help, the site was built or copied incompletely: " +
  "run npm run build again and publish the whole of dist";

/** The address of a file of a built site: its path, and the first digits of its SHA-256. */
const BUILT = /^https?:.*\/_file\/([^?#]+)\.([0-9a-f]{8})(\.[^./?#]+)?$/;

/** The addresses of files that were not right: the browser is not to give them from its memory. */
const wrong = new Set<string>();

/**
 * Returns a promise to the bytes of a file of the site, once they are those that it was built with.
 *
 * @throws Error (as a rejection) that names a missing or altered file and what to do
 */
export async function siteBytes(file: SiteFile): Promise<ArrayBuffer> {
  const {href} = file;
  try {
    const bytes = await readOrExplain(titleOf(file), () =>
      uncheckedBytes(file, {isAgain: wrong.has(href)})
    );
    await checkSiteBytes(file, bytes);
    wrong.delete(href);
    return bytes;
  } catch (error) {
    wrong.add(href);
    throw error;
  }
}

/** How to fetch a file. */
export interface FetchOptions {
  /** Whether what came before was not right: then the browser’s memory is passed by. */
  isAgain?: boolean;
}

/**
 * Returns a promise to the bytes of a file of the site, unchecked.
 *
 * @throws Error (as a rejection) that says why it could not be had
 */
export async function uncheckedBytes(
  {href}: Pick<SiteFile, "href">,
  {isAgain = false}: FetchOptions = {}
): Promise<ArrayBuffer> {
  const response = await fetch(href, isAgain ? {cache: "reload"} : {});
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.arrayBuffer();
}

/**
 * Resolves if bytes are those that a file of the site was built with: Framework puts the beginning
 * of a file’s SHA-256 into its address. In a preview, and in a report, which is one file itself,
 * addresses say nothing of that.
 *
 * @throws Error (as a rejection) that names an altered file and what to do
 */
export async function checkSiteBytes(file: SiteFile, bytes: ArrayBuffer): Promise<void> {
  const checksum = BUILT.exec(file.href)?.[2];
  if (checksum === undefined) return;
  const found = (await sha256Of(bytes)).slice(0, checksum.length);
  if (found === checksum) return;
  const sums = `${bytes.byteLength} bytes of SHA-256 ${found}…, expected ${checksum}…`;
  throw new Error(`altered file ${titleOf(file)}: ${sums}; ${REMEDY}`);
}

/** Returns a promise to whether the file of an address is what the site was built with; see siteBytes. */
export async function isWholeFile(href: string): Promise<boolean> {
  if (!BUILT.test(href)) return true; // the address says nothing of it
  try {
    await siteBytes({name: href, href});
    return true;
  } catch {
    return false;
  }
}

/** Returns what errors call a file: its path in the site, where its address tells it. */
function titleOf({name, href}: SiteFile): string {
  const [, path = name, , ending = ""] = BUILT.exec(href) ?? [];
  return path === name ? name : `${path}${ending}`;
}

/** Returns a promise to the text of a file of the site; see siteBytes. */
export async function siteText(file: SiteFile): Promise<string> {
  return new TextDecoder().decode(await siteBytes(file));
}

/** Returns a promise to what a JSON file of the site holds; see siteBytes. */
export async function siteJson(file: SiteFile): Promise<unknown> {
  const text = await siteText(file);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const said = (cause as Error).message;
    throw new Error(`altered file ${titleOf(file)}: ${said}; ${REMEDY}`, {cause});
  }
}

/** Returns a promise to a picture of the site; see siteBytes. */
export async function siteImage(file: SiteFile & Pick<File, "image">): Promise<HTMLImageElement> {
  // Only what came by a request can be looked at; the picture then comes from the browser’s memory.
  if (BUILT.test(file.href)) await siteBytes(file);
  return file.image();
}

/**
 * Returns a promise to what is read of files, which waits where they cannot be had: a line in the
 * view that lacks them then names the file and lets the reader try again. What needs it waits, and
 * everything else on the page lives.
 *
 * @param place the id of the figure, or of the part of the text, that shows what is read
 */
export function untilRead<T>(place: string, read: () => Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    const line = notice("the file that could not be read");
    line.classList.add("unread");

    async function attempt(): Promise<void> {
      try {
        const found = await read();
        line.remove();
        resolve(found);
      } catch (error) {
        line.fail(new Error(`${(error as Error).message}.`), [["Try again", again]]);
        const element = document.getElementById(place);
        const view = element?.querySelector(":scope > .exhibit-view") ?? element;
        if (!line.isConnected) view?.prepend(line);
      }
    }

    function again(): void {
      line.say("Reading the file again…");
      void attempt();
    }
    void attempt();
  });
}

/**
 * Returns a promise to the SHA-256 of a file, in hexadecimal digits. The browser computes it off
 * the main thread; pages that did not come by HTTPS lack that, and only they fetch @noble/hashes.
 */
export async function sha256Of(buffer: ArrayBuffer): Promise<string> {
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  const digest =
    subtle === undefined
      ? await plainSha256(buffer)
      : new Uint8Array(await subtle.digest("SHA-256", buffer));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function plainSha256(buffer: ArrayBuffer): Promise<Uint8Array> {
  const hashes = await importLater(() => import("@noble/hashes/sha2.js"), "what checks files");
  return hashes.sha256(new Uint8Array(buffer));
}

/**
 * Returns what read returns.
 *
 * @param name what errors call the file
 * @throws Error (as a rejection) that names the file and what to do if it cannot be read
 */
export async function readOrExplain<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    // What reads it may have said so already.
    if ((cause as Error).message.endsWith(REMEDY)) throw cause;
    throw new Error(`missing file ${name}: ${(cause as Error).message}; ${REMEDY}`, {cause});
  }
}
