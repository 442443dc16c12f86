import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Names of this machine. A page of another name that resolves to it (DNS rebinding) is refused. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Says why a request is refused: for the name of this machine that it uses, or since a page of another
 * origin makes it. Null if it isn't.
 */
export function refusal(method: string, headers: IncomingHttpHeaders): string | null {
  const { host = '', origin, 'sec-fetch-mode': mode, 'sec-fetch-site': site = 'none' } = headers;
  if (!OWN_HOST.test(host)) return 'this server answers to 127.0.0.1 and localhost alone';
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  // Browsers say where a request comes from: this page, or the line where addresses are typed. A page may
  // be opened by a link in another one, such as a terminal in the browser.
  const isLink = method === 'GET' && mode === 'navigate';
  const isOtherSite = site !== 'same-origin' && site !== 'none' && !isLink;
  return isForeign || isOtherSite ? 'pages of other origins may not ask this server' : null;
}

/** Compares in a time that doesn't tell how much of the token is right. */
export function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Headers of all answers: nobody else may frame, read or keep them. */
export const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** What no page of this server needs; the pages' own policies say what they do need. */
export const PAGE_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * A report is a file of its folder, which may be another person's: it is shown as one from disk, without
 * any access to this server.
 */
export const REPORT_POLICY = `sandbox allow-scripts allow-downloads allow-modals; connect-src 'none'; ${PAGE_POLICY}`;
