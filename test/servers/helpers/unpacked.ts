// Debian lets only one FTP server, one mail server and one news server be installed. Further ones are therefore only
// unpacked, by .ci/install-servers, each into a folder of its own.
import { join } from 'node:path';

const FOLDER = '/opt/portolan-servers';

/** Where a file of a package is that was unpacked and not installed. */
export function unpacked(packageName: string, path: string): string {
  return join(FOLDER, packageName, path);
}
