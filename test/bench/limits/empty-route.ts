/** A process with the hub's HTTP server and one route that reads a body and does nothing. */
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';

const ANSWER = { id: '00000000-0000-8000-8000-000000000000', state: 'accepted', href: '/v1/messages/none' };

const server = new FastifyAdapter().getInstance();
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
server.post('/v1/procedures/:name/messages', async (request, reply) => {
  for await (const _ of request.body as Readable);
  return reply.code(202).send(ANSWER);
});
await server.listen({ host: '127.0.0.1', port: 0 });
process.send?.((server.server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit());
