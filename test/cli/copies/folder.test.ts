import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataFolder } from '../../../src/cli/copies/folder.js';

function folder(platform: NodeJS.Platform, environment: Record<string, string> = {}, home?: string): string | null {
  return dataFolder({
    platform,
    environment,
    home: () => home ?? assert.fail('nobody needs to ask the system'),
    workingFolder: () => (platform === 'win32' ? 'C:\\here' : '/here'),
  });
}

test('a copy lies where the system keeps a user’s data', () => {
  const HOME = '/home/ada';
  assert.equal(folder('linux', { HOME }), '/home/ada/.local/share/portolan');
  assert.equal(folder('linux', { HOME, XDG_DATA_HOME: '/data' }), '/data/portolan');
  assert.equal(folder('freebsd', { HOME, XDG_DATA_HOME: '' }), '/home/ada/.local/share/portolan');
  assert.equal(folder('darwin', { HOME, XDG_DATA_HOME: '/data' }), '/home/ada/Library/Application Support/portolan');
  assert.equal(
    folder('win32', { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' }),
    'C:\\Users\\ada\\AppData\\Local\\portolan',
  );
  assert.equal(folder('win32', { USERPROFILE: 'C:\\Users\\ada' }), 'C:\\Users\\ada\\AppData\\Local\\portolan');
});

test('a relative XDG_DATA_HOME is ignored, as its specification asks', () => {
  assert.equal(folder('linux', { HOME: '/home/ada', XDG_DATA_HOME: 'data' }), '/home/ada/.local/share/portolan');
});

test('PORTOLAN_DATA names another folder, and "bundle" none', () => {
  const HOME = '/home/ada';
  assert.equal(folder('linux', { HOME, PORTOLAN_DATA: '/srv/ports' }), '/srv/ports');
  assert.equal(folder('linux', { HOME, PORTOLAN_DATA: './ports' }), '/here/ports');
  assert.equal(folder('win32', { PORTOLAN_DATA: 'ports' }), 'C:\\here\\ports');
  assert.equal(folder('linux', { HOME, PORTOLAN_DATA: '' }), '/home/ada/.local/share/portolan');
  assert.equal(folder('linux', { HOME, PORTOLAN_DATA: 'bundle' }), null);
});

test('the system is asked for the home that no variable tells, and a user may have none', () => {
  assert.equal(folder('linux', {}, '/root'), '/root/.local/share/portolan');
  assert.equal(folder('linux', {}, ''), null);
  const home = () => {
    throw new Error('no entry');
  };
  assert.equal(dataFolder({ platform: 'linux', environment: {}, home, workingFolder: () => '/' }), null);
});
