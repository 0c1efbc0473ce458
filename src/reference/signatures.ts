import { listJsonData, readJsonData } from './files.js';

/**
 * Content of every file of `data/signatures/`, by file name. Meaning and shape belong to the identify stage.
 *
 * @throws PortolanError `ERR_DATA` when a file cannot be read
 */
export function signatureFiles(): unknown[] {
  return listJsonData('signatures').map(readJsonData);
}
