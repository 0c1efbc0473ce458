// Listens on HOST and PORT, greets each connection with GREETING where there is one, and says on stdout, a word a line,
// when it is up, when a connection came and when it went.
import { createServer } from 'node:net';

const { HOST, PORT, GREETING = '' } = process.env;
const tell = (word) => process.stdout.write(`${word}\n`);

createServer((socket) => {
  tell('came');
  socket.on('error', () => {});
  socket.on('close', () => tell('went'));
  if (GREETING !== '') socket.write(GREETING);
  socket.on('data', () => socket.end('221 Bye\r\n'));
}).listen({ host: HOST, port: Number(PORT) }, () => tell('up'));
