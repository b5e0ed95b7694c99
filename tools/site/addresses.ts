/**
 * Returns where an address in a file of the site leads, from the site’s root; a folder ends in a slash.
 *
 * @param from the file, from the root
 */
export function resolveOnSite(from: string, address: string): string {
  return new URL(address, `site:///${from}`).pathname.slice(1);
}
