import {FileAttachment} from "observablehq:stdlib";
import {siteJson} from "../shipped/site-file.js";
import type {FoundSection, PageText} from "./search-index.js";
import {searchOver} from "./search-index.js";

/** Returns a promise to a search over the pages, as the site was built from them. */
export async function openSearch(): Promise<(query: string) => FoundSection[]> {
  return searchOver((await siteJson(FileAttachment("../data/search.json"))) as PageText[][]);
}
