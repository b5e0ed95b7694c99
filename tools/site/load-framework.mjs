/**
 * Loads Framework's preview, which takes two seconds, and then waits until the parent process says
 * that the sources are prepared: what is imported before Framework's command line makes it wait.
 * It is plain JavaScript, since Node imports it before what reads TypeScript.
 */
const prepared = new Promise((resolve) => process.once("message", resolve));
await Promise.all([import("@observablehq/framework/dist/preview.js"), prepared]);
process.disconnect();
