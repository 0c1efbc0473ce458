import { httpResponse } from './http-message.js';
import type { Frame } from './types.js';

/**
 * The metric by which a program tells its version to Prometheus: `<program>_build_info{version="…"} 1`, as all do that use
 * Prometheus's own library. That of Go itself is every program's.
 */
const BUILD_METRIC = /^(?!go_)(\w{1,60}_(?:build_info|version_info|app_version))\{([^}\n]{0,600})\} 1(?:\.0)?\r?$/m;
const VERSION_LABEL = /(?:^|,)(?:version|cadvisorVersion|gitVersion)="(?:v(?=\d))?([^"]{1,80})"/;

/** The metrics up to the one that tells the version: there may be thousands of lines behind it. */
export const untilBuildMetric: Frame = (text) => {
  // What is no response keeps its own end.
  if (!text.startsWith('HTTP/')) return httpResponse(text);
  const body = /\n\r?\n/.exec(text);
  const metric = body === null ? null : BUILD_METRIC.exec(text.slice(body.index));
  const end = body === null || metric === null ? 0 : text.indexOf('\n', body.index + metric.index + 1) + 1;
  return end > 0 ? end : 0;
};

/** What metrics tell of their program, as `build: node_exporter_build_info 1.5.0`; null where they do not. */
export function buildLine(body: string): string | null {
  const [, name, labels] = BUILD_METRIC.exec(body) ?? [];
  const version = VERSION_LABEL.exec(labels ?? '')?.[1];
  return name === undefined ? null : `build: ${name} ${version ?? ''}`.trimEnd();
}
