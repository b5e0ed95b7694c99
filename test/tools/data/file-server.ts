import {once} from "node:events";
import {existsSync, statSync} from "node:fs";
import {createServer, type IncomingMessage, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import type {TestContext} from "node:test";
import {setImmediate} from "node:timers/promises";

/** Answers one request for a file. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine, for the length of a test. */
export interface FileServer {
  /** The address of the folder of that name, ending in a slash. */
  mirror(folder: string): string;
  /** What was asked for, in order: the path and, if any, the range. */
  requests: string[];
}

/** Starts a server that answers for each folder as told, and with 404 for any other. */
export async function serve(t: TestContext, folders: Record<string, Answer>): Promise<FileServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const {range} = request.headers;
    requests.push(range === undefined ? request.url! : `${request.url} ${range}`);
    const answer = folders[request.url!.split("/")[1]!];
    if (answer === undefined) response.writeHead(404).end("no such file");
    else answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const {port} = server.address() as AddressInfo;
  return {requests, mirror: (folder) => `http://127.0.0.1:${port}/${folder}/`};
}

/** Answers with a file, and with the range of it that is asked for. */
export function whole(bytes: Uint8Array): Answer {
  return ({headers: {range}}, response) => {
    const start = startOf(range);
    if (start >= bytes.length) return void response.writeHead(416).end();
    const rest = bytes.subarray(start);
    const headers = {
      "content-length": rest.length,
      ...(range && {"content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`})
    };
    response.writeHead(range === undefined ? 200 : 206, headers).end(rest);
  };
}

/** Answers with the whole file, whatever range is asked for. */
export function ignoringRange(bytes: Uint8Array): Answer {
  return (_, response) => {
    response.writeHead(200, {"content-length": bytes.length}).end(bytes);
  };
}

/**
 * Answers as whole does, but cuts the connection after some bytes of each answer, once they are in
 * the file at path.
 */
export function cutAfter(bytes: Uint8Array, count: number, path: string): Answer {
  return async ({headers: {range}}, response) => {
    const start = startOf(range);
    const rest = bytes.subarray(start);
    if (rest.length <= count) {
      whole(bytes)({headers: {range}} as IncomingMessage, response);
      return;
    }
    response.writeHead(range === undefined ? 200 : 206, {
      "content-length": rest.length,
      ...(range && {"content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`})
    });
    response.write(rest.subarray(0, count));
    while (!(existsSync(path) && statSync(path).size >= start + count)) await setImmediate();
    response.destroy();
  };
}

function startOf(range: string | undefined): number {
  return range === undefined ? 0 : Number(/^bytes=(\d+)-$/.exec(range)![1]);
}
