// Listens on HOST and PORT, greets each connection with GREETING where there is one, and says when it is up.
import { createServer } from 'node:net';

const { HOST, PORT, GREETING = '' } = process.env;

createServer((socket) => {
  socket.on('error', () => {});
  if (GREETING !== '') socket.write(GREETING);
  socket.on('data', () => socket.end('221 Bye\r\n'));
}).listen({ host: HOST, port: Number(PORT) }, () => process.stdout.write('up\n'));
