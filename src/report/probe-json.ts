import type { ProbeStreamRecord } from '../probe-records.js';
import { jsonText } from './json.js';
import { countsOf } from './mail-cells.js';

/** The document of `probe --json`. */
export function probeJson(records: readonly ProbeStreamRecord[], { stopped }: { readonly stopped: boolean }): string {
  const of = <Type extends ProbeStreamRecord['type']>(type: Type) =>
    records.filter((record): record is Extract<ProbeStreamRecord, { type: Type }> => record.type === type);
  const withoutType = ({ type: _type, ...rest }: ProbeStreamRecord) => rest;
  const [domains, probes, hosts, failures] = [of('domain'), of('probe'), of('mail-host'), of('failure')];
  const complete = !stopped && failures.length === 0 && probes.every(({ state }) => state !== 'unknown');
  const document = {
    domains: domains.map(withoutType),
    results: probes.map(withoutType),
    hosts: hosts.map(withoutType),
    failures: failures.map(withoutType),
    summary: {
      asked: probes.length,
      open: probes.filter(({ state }) => state === 'open').length,
      ready: probes.filter(({ verdict }) => verdict.code === 'ready').length,
      findings: countsOf([...domains, ...probes, ...hosts].flatMap(({ findings }) => findings)),
      failedTargets: failures.length,
      complete,
      stopped,
    },
  };
  return `${jsonText(document, 2)}\n`;
}
