const entities: Record<string, string> = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};

/**
 * Returns text as it stands in HTML, and in an attribute between double quotes: whatever it says, it
 * is text. Every text that becomes HTML by its characters passes here; in the pages themselves text
 * is given to elements as text, and needs nothing.
 */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character]!);
}

/** Returns text as a string of CSS, with its quotes, that ends neither itself nor its element. */
export function cssString(text: string): string {
  const escaped = text.replaceAll(
    /["\\<>\p{Cc}]/gu,
    (character) => `\\${character.codePointAt(0)!.toString(16)} `
  );
  return `"${escaped}"`;
}

/** Returns XML without the characters that XML has no place for, which would spoil all of it. */
export function legalXml(xml: string): string {
  return xml.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}
