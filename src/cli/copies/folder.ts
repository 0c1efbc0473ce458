import { createRequire } from 'node:module';
import { posix, win32 } from 'node:path';

/** What of the world decides where the user's copies lie. */
export interface FolderWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Asked only where no variable tells. May throw. */
  readonly home: () => string;
  readonly workingFolder: () => string;
}

/** The value of PORTOLAN_DATA with which no copy is read or written. */
const BUNDLE = 'bundle';

/**
 * Folder of the user's copies of the registries: PORTOLAN_DATA, else where the system keeps a user's data: $XDG_DATA_HOME or
 * ~/.local/share, ~/Library/Application Support on macOS, %LOCALAPPDATA% on Windows, in a folder `portolan` there. Null where
 * PORTOLAN_DATA is `bundle` and where no home is known.
 */
export function dataFolder({ environment, platform, home, workingFolder }: FolderWorld): string | null {
  const path = platform === 'win32' ? win32 : posix;
  const { PORTOLAN_DATA, XDG_DATA_HOME, LOCALAPPDATA, HOME, USERPROFILE } = environment;
  if (PORTOLAN_DATA === BUNDLE) return null;
  if (PORTOLAN_DATA) return path.resolve(workingFolder(), PORTOLAN_DATA);
  // The XDG Base Directory Specification has relative paths ignored.
  const given = platform === 'win32' ? LOCALAPPDATA : platform === 'darwin' ? undefined : XDG_DATA_HOME;
  if (given && path.isAbsolute(given)) return path.join(given, 'portolan');
  const own = (platform === 'win32' ? USERPROFILE : HOME) || homeOf(home);
  return own === null || !path.isAbsolute(own) ? null : path.join(own, ...USUAL[usualOf(platform)], 'portolan');
}

/** {@link dataFolder} of the user who runs this process. */
export function ownDataFolder(environment: NodeJS.ProcessEnv = process.env): string | null {
  return dataFolder({
    environment,
    platform: process.platform,
    // Loaded only where it is asked: nearly every environment tells.
    home: () => (createRequire(import.meta.url)('node:os') as typeof import('node:os')).homedir(),
    workingFolder: () => process.cwd(),
  });
}

const USUAL = {
  win32: ['AppData', 'Local'],
  darwin: ['Library', 'Application Support'],
  other: ['.local', 'share'],
} as const;

function usualOf(platform: NodeJS.Platform): keyof typeof USUAL {
  return platform === 'win32' || platform === 'darwin' ? platform : 'other';
}

/** A user without an entry in the system's list has none. */
function homeOf(home: () => string): string | null {
  try {
    return home();
  } catch {
    return null;
  }
}
