/** Returns the address of this page at a place of it, as it stands. */
export function linkTo(place: string): string {
  return new URL(`#${place}`, location.href).href;
}
