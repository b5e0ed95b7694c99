/** A sentence that covers its place and says why there is nothing to see. */
export interface FailureNote extends HTMLElement {
  /** Shows what an error says. */
  fail(error: unknown): void;
}

/** Returns a note that is hidden until something fails; hide it again where that is over. */
export function failureNote(): FailureNote {
  const note = document.createElement("p");
  note.className = "failure";
  note.role = "alert";
  note.hidden = true;
  return Object.assign(note, {
    fail(error: unknown): void {
      note.textContent = error instanceof Error ? error.message : String(error);
      note.hidden = false;
    }
  });
}
