/** Returns whether a page is to stay as it is: its address says `?edits=off`. */
export function areEditsOff({search}: Location): boolean {
  return new URLSearchParams(search).get("edits") === "off";
}

/** Opens the page anew, with its edits on or off; the rest of its address stays. */
export function reloadWithEdits(location: Location, on: boolean): void {
  const address = new URL(location.href);
  if (on) address.searchParams.delete("edits");
  else address.searchParams.set("edits", "off");
  location.assign(address);
}
