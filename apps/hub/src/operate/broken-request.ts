/** Requests that break HTTP itself: Node refuses them before there is a request, and a sender still wants to know why. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { problemOf } from './problem.js';

/** Called for every connection whose bytes cannot be read on. What is answered there is always the last word. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, texts: ErrorTexts): void {
  // Gone, or in the middle of an answer: more bytes would only be garbage to whoever reads it.
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const problem = problemOf(asHubError(error), texts);
  const text = JSON.stringify(problem);
  const { status } = problem;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
    () => socket.destroySoon(),
  );
}

/** `Expect: 100-continue` is answered by Node; anything else it would refuse without a word. */
export function refuseExpectations(server: Server, texts: ErrorTexts): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const sentence = 'The request expects something other than 100-continue.';
    const text = JSON.stringify(problemOf(new HubError('rejected', 'request.expectation', sentence), texts));
    response.writeHead(417, {
      'content-type': 'application/problem+json',
      'content-length': Buffer.byteLength(text),
      connection: 'close',
    });
    response.end(text);
  });
}

/** Node keeps the answer that is being written to a connection here, and has no other way to ask. */
function isAnswering(socket: Socket): boolean {
  // oxlint-disable-next-line no-underscore-dangle -- Node's own handler of broken requests asks the same
  const answer = (socket as { readonly _httpMessage?: ServerResponse | null })._httpMessage;
  return answer?.headersSent === true;
}

function asHubError(error: NodeJS.ErrnoException): HubError {
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HubError('rejected', 'request.too-slow', 'The head of the request was not there in time.');
    case 'HPE_HEADER_OVERFLOW':
      return new HubError('rejected', 'request.header-too-large', 'The head of the request is too large.');
    case 'HPE_INVALID_EOF_STATE':
      return new HubError('rejected', 'request.incomplete', 'The connection ended within the request.');
    default: {
      // Names of Node's parser, never bytes of the request.
      const reason = (error.code ?? 'unknown').replace(/^HPE_/, '').toLowerCase().replaceAll('_', ' ');
      return new HubError('rejected', 'request.malformed', `The request is no valid HTTP/1.1 (${reason}).`, {
        values: { reason },
      });
    }
  }
}
