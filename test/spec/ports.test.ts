import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatPorts } from '../../src/spec/port-sets.js';
import { parsePorts } from '../../src/spec/ports.js';
import { faultOf, valueOrFault, vocabulary } from './helpers.js';

const parse = (text: string) => formatPorts(parsePorts(text, vocabulary));

describe('parsePorts', () => {
  const accepted: readonly [text: string, ports: string][] = [
    ['25', '25'],
    ['0025', '25'],
    ['0x19', '25'],
    ['0X1F', '31'],
    ['65535', '65535'],
    ['8000-8100', '8000-8100'],
    ['0x1f40-0x1f4a', '8000-8010'],
    ['0x19-30', '25-30'],
    ['7-7', '7'],
    ['-1024', '1-1024'],
    ['60000-', '60000-65535'],
    ['-', '1-65535'],
    ['all', '1-65535'],
    ['ALL', '1-65535'],
    ['smtp', '25'],
    ['SmTp', '25'],
    ['mail', '25'],
    ['http-alt', '8080'],
    ['whois++', '63'],
    ['sql*net', '66'],
    ['cl/1', '172'],
    ['cl/1/tcp', '172'],
    ['z39.50', '210'],
    ['914c-g', '211'],
    ['x11', '6000-6063'],
    ['@mail', '25,110,143'],
    ['@MAIL', '25,110,143'],
    ['@web/tcp', '80,443'],
    ['25/tcp', '25'],
    ['25/TCP', '25'],
    ['20-25/tcp', '20-25'],
    ['-/tcp', '1-65535'],
    ['25,110', '25,110'],
    ['25 110', '25,110'],
    [' 25 , 110\t143\n', '25,110,143'],
    ['110,25,25', '25,110'],
    ['1-10,5-20', '1-20'],
    ['1-10,11', '1-11'],
    ['80,@mail,smtp,0x1bb', '25,80,110,143,443'],
    ['110,-', '1-65535'],
  ];
  for (const [text, ports] of accepted) {
    it(`reads ${JSON.stringify(text)} as ${ports}`, () => assert.equal(parse(text), ports));
  }

  const refused: readonly [text: string, message: RegExp, suggestion?: string][] = [
    ['', /^"": no port given/],
    [' \t', /no port given/],
    [',', /nothing before, after or between commas/],
    ['25,,80', /between commas/, '25,80'],
    [',25', /before/, '25'],
    ['25,', /after/, '25'],
    ['0', /^"0": port 0 is reserved and cannot be connected to/],
    ['0x0', /port 0 is reserved/],
    ['0-1024', /port 0 is reserved/, '1-1024'],
    ['-0', /port 0 is reserved/],
    ['65536', /^"65536": a port is 1-65535$/],
    ['0x10000', /1-65535/],
    ['25,70000', /^"70000": a port is 1-65535$/],
    ['60000-70000', /1-65535/, '60000-65535'],
    ['70000-', /1-65535/],
    ['99999999999999999999999999', /1-65535/],
    ['80-22', /lower to the higher/, '22-80'],
    ['0x50-0x16', /lower to the higher/, '22-80'],
    ['htpt', /^"htpt": no service of this name; .* \(did you mean http\?\)$/, 'http'],
    ['25,htpt', /^"htpt"/, 'http'],
    ['syslog', /no TCP port/],
    ['@mial', /the groups: @mail, @web/, '@mail'],
    ['@', /the groups: @mail, @web/],
    ['@nothing-like-it', /the groups: @mail, @web/],
    ['25/udp', /only TCP is scanned/, '25/tcp'],
    ['25/SCTP', /only TCP is scanned/, '25/tcp'],
    ['smtp/dccp', /only TCP is scanned/, 'smtp/tcp'],
    ['/udp', /only TCP is scanned/],
    ['/tcp', /no port given/],
    ['25/foo', /no service of this name/],
    ['20 - 25', /without blanks/, '20-25'],
    ['20- 25', /without blanks/, '20-25'],
    ['20 -25', /without blanks/, '20-25'],
    ['20..25', /with a hyphen/, '20-25'],
    ['20:25', /with a hyphen/, '20-25'],
    ['20–25', /with a hyphen/, '20-25'],
    ['T:25', /transport follows/, '25/tcp'],
    ['U:53', /only TCP/, '53'],
    ['1-2-3', /no service/],
    ['+25', /no service/],
    ['2.5', /no service/],
    ['1e3', /no service/],
    ['0x', /no service/],
    ['--', /no service/],
    ['٢٥', /no service/],
    ['constructor', /no service/],
  ];
  for (const [text, message, suggestion] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const fault = faultOf('ERR_PORT_SPEC', () => parse(text));
      assert.match(fault.message, message);
      assert.equal(fault.suggestion, suggestion);
    });
  }

  it('shows control characters of a wrong item instead of sending them to the terminal', () => {
    const { message } = faultOf('ERR_PORT_SPEC', () => parse('\u001b[31m\u009b\u202e'));
    assert.match(message, /^"\\u001b\[31m<U\+009B><U\+202E>": /);
  });

  it('does not search a near spelling for a name of any length', () => {
    const name = 'h'.repeat(1_000_000);
    assert.equal(faultOf('ERR_PORT_SPEC', () => parse(name)).suggestion, undefined);
    assert.equal(faultOf('ERR_PORT_SPEC', () => parse(`@${name}`)).suggestion, undefined);
  });

  it('reads a list of a hundred thousand items', () => {
    assert.equal(parse(Array.from({ length: 100_000 }, (_, index) => (index % 65_535) + 1).join(',')), '1-65535');
  });

  it('reads its own notation back', () => {
    const port = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(fc.array(fc.tuple(port, port), { minLength: 1 }), (pairs) => {
        const text = pairs.map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`).join(',');
        const set = parsePorts(text, vocabulary);
        assert.deepEqual(parsePorts(formatPorts(set), vocabulary), set);
      }),
    );
  });

  it('throws nothing but a one-line PortolanError on whatever it is given', () => {
    const piece = fc.constantFrom(
      '25',
      '0x',
      '-',
      ',',
      ' ',
      '@',
      'mail',
      '/tcp',
      '/udp',
      'all',
      '..',
      ':',
      'T:',
      '\n',
      '\u2028',
    );
    const mutated = fc
      .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), (text) => {
        const set = valueOrFault('ERR_PORT_SPEC', () => parsePorts(text, vocabulary));
        assert.ok(set === undefined || set.count > 0);
      }),
      { numRuns: 2000 },
    );
  });
});
