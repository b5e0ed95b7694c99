/** Tells when the page goes on paper, and when it is back. Returns how to stop. */
export function whenPrinted(tell: (isOnPaper: boolean) => void): () => void {
  const controller = new AbortController();
  const {signal} = controller;
  addEventListener("beforeprint", () => tell(true), {signal});
  addEventListener("afterprint", () => tell(false), {signal});
  return () => controller.abort();
}
