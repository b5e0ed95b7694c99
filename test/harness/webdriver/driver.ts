/**
 * A browser that is driven by the commands of WebDriver, which Firefox and WebKitGTK both take:
 * Firefox through its own Marionette, WebKitGTK through the web server of its driver. There is no
 * library between: it would ask for geckodriver, which no registry that we install from carries.
 */
export interface Driver {
  /** Its name and version. */
  title: string;
  /**
   * Sends a command of https://www.w3.org/TR/webdriver2 with its parameters, and returns a promise to
   * its result. The names are those of the standard, without spaces; what the standard has in the
   * path of a command is a parameter here: `id` is an element's.
   *
   * @throws Error that says why it failed
   */
  send(command: Command, parameters?: Record<string, unknown>): Promise<unknown>;
  /** Ends the browser, and removes what it has written. */
  stop(): Promise<void>;
}

/** The commands that tests need, and where a driver's web server takes them below a session. */
export const commands = {
  Navigate: "url",
  Back: "back",
  Forward: "forward",
  Refresh: "refresh",
  SetTimeouts: "timeouts",
  SetWindowRect: "window/rect",
  ExecuteAsyncScript: "execute/async",
  ElementClick: "element/{id}/click",
  ElementSendKeys: "element/{id}/value",
  PerformActions: "actions"
} as const;
export type Command = keyof typeof commands;
