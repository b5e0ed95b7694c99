/** Tells the tabs of a browser which names each of them works on. */
export interface TabNames {
  /** Says that this tab works on a name now, and on no other, until it is closed. */
  hold(name: string): void;
  /** Returns a promise to the names that other tabs work on; none where that cannot be known. */
  elsewhere(): Promise<ReadonlySet<string>>;
}

/**
 * Returns what tells the tabs of one another, by Web Locks: a browser lets go of them by itself
 * where a tab ends, however it does. Where there are none, as on a page that came by plain http,
 * every tab believes that it is alone; what they keep has to be safe without this.
 *
 * @param kind what the names are of; the same in all tabs
 * @param locks by default those of the browser
 */
export function tabNames(
  kind: string,
  locks: LockManager | undefined = globalThis.navigator?.locks
): TabNames {
  let held: string | undefined;
  let release = () => {};

  function letGo(): void {
    held = undefined;
    release();
  }
  // Before a page that takes this one's place looks for what is held.
  globalThis.addEventListener?.("pagehide", letGo);

  return {
    hold(name) {
      if (held === name) return;
      letGo();
      held = name;
      const until = new Promise<void>((resolve) => (release = resolve));
      locks?.request(`${kind} ${name}`, {mode: "shared"}, () => until).catch(() => {});
    },
    async elsewhere() {
      const {held: all = []} = (await locks?.query().catch(() => undefined)) ?? {};
      const names = all.flatMap(({name = ""}) =>
        name.startsWith(`${kind} `) ? [name.slice(kind.length + 1)] : []
      );
      return new Set(names.filter((name) => name !== held));
    }
  };
}

/** Returns a short text that no other tab has, for the names of what this one keeps. */
export function newTabName(): string {
  return crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
}
