import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex } from '../../src/protocols/bytes.js';
import { netbios } from '../../src/protocols/netbios.js';
import { smb } from '../../src/protocols/smb.js';
import { NEGOTIATE, NEGOTIATE_1, parseNegotiated, smbFrame } from '../../src/protocols/smb-message.js';

/** What Samba 4.17 answered, up to its token, of which the last context is left out. */
const SAMBA =
  '000000ca fe534d42 40000000 00000000 00000100 01000000 00000000 0000000000000000 00000000 00000000 0000000000000000' +
  '00000000000000000000000000000000 4100 0100 1103 0100 706f72746f6c616e0000000000000000 07000000 00008000 00008000' +
  '00008000 d4e3f250e279dd01 0000000000000000 8000 4a00 d0000000 604806062b0601050502a03e303ca00e300c060a2b0601040182' +
  '3702020aa32a3028a0261b246e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265';

const WINDOWS_IDENTIFIER = '017d3a9c b552 6c4f 9d9e 2f1d6f0a7b11';

test('the requests are framed, and negotiate nothing but dialects', () => {
  assert.equal(smbFrame(NEGOTIATE), NEGOTIATE.length);
  assert.equal(smbFrame(NEGOTIATE_1), NEGOTIATE_1.length);
  assert.deepEqual(
    smb.openings.map(({ intensity }) => intensity ?? 'light'),
    ['light', 'full'],
  );
});

test('Samba tells dialect, signing and its name', () => {
  const recognition = smb.recognizeReply?.(fromHex(SAMBA), 'microsoft-ds/negotiate');
  assert.equal(recognition?.hostname, 'portolan');
  assert.deepEqual(recognition?.subject?.split('\n'), [
    'dialect: 3.1.1',
    'mechanisms: 1.3.6.1.4.1.311.2.2.10',
    'guid: 74726f70-6c6f-6e61-0000-000000000000',
    'name: portolan',
  ]);
  assert.deepEqual(recognition?.extra, {
    dialect: '3.1.1',
    signing: 'enabled',
    guid: '74726f70-6c6f-6e61-0000-000000000000',
  });
});

test('an identifier of random bytes is no name', () => {
  const windows = SAMBA.replace('706f72746f6c616e0000000000000000', WINDOWS_IDENTIFIER).replace(
    '4100 0100',
    '4100 0300',
  );
  const negotiated = parseNegotiated(fromHex(windows));
  assert.equal(negotiated?.name, null);
  assert.equal(negotiated?.guid, '9c3a7d01-52b5-4f6c-9d9e-2f1d6f0a7b11');
  assert.equal(negotiated?.signing, 'required');
});

test('SMB 1 is recognised by its own answer', () => {
  const words = `11 0000 03 ${'00'.repeat(31)} 0000`;
  const header = `ff534d42 72 00000000 98 0148 0000 0000000000000000 0000 0000 0100 0000 0000`;
  const message = fromHex(header + words);
  const reply = String.fromCharCode(0, 0, 0, message.length) + message;
  assert.deepEqual(smb.recognizeReply?.(reply, 'microsoft-ds/negotiate1')?.extra, {
    dialect: '1.0',
    signing: 'disabled',
  });
});

test('requests of ours sent back, errors and cut replies are no answers', () => {
  const samba = fromHex(SAMBA);
  assert.equal(parseNegotiated(NEGOTIATE), null);
  assert.equal(parseNegotiated(NEGOTIATE_1), null);
  assert.equal(parseNegotiated(samba.replace('\0\0\x01\0', '\x22\0\0\xc0')), null);
  assert.equal(smb.recognizeReply?.(samba, 'http/get'), null);
  for (let cut = 0; cut < samba.length; cut += 1) assert.equal(parseNegotiated(samba.slice(0, cut)), null);
});

test('a reply with any byte changed is read or not, without an exception', () => {
  const samba = fromHex(SAMBA);
  fc.assert(
    fc.property(fc.nat(samba.length - 1), fc.nat(255), (at, value) => {
      const changed = samba.slice(0, at) + String.fromCharCode(value) + samba.slice(at + 1);
      const name = parseNegotiated(changed)?.name ?? null;
      assert.ok(name === null || /^[ -~]{1,15}$/.test(name));
    }),
  );
});

test('a session of NetBIOS is asked for by the name of every file server, half a byte a letter', () => {
  const [opening] = netbios.openings;
  assert.equal(String(opening?.bytes).slice(4, 38), ' CKFDENECFDEFFCFGEFFCCACACACACACA\0');
  assert.equal(String(opening?.bytes).length, 72);
});

test('a session is accepted or refused, and SMB answers inside it as elsewhere', () => {
  const reply = (hex: string) => netbios.recognizeReply?.(fromHex(hex), 'netbios-ssn/session') ?? null;
  assert.equal(reply('82 000000')?.text, 'session accepted');
  assert.deepEqual(reply('83 000001 82')?.extra, { error: 'called name not present' });
  assert.deepEqual(reply('83 000001 99')?.extra, { error: '153' });
  for (const hex of ['', '82', '82 000001 00', '83 000000', '81 000000', '82 000000 00'])
    assert.equal(reply(hex), null, hex);
  assert.equal(netbios.recognizeReply?.(fromHex(SAMBA), 'netbios-ssn/negotiate')?.hostname, 'portolan');
});
