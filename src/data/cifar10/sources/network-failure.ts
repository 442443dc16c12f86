/** An HTTP response without the file, e.g. 404. */
export class HttpError extends Error {
  constructor(readonly statusCode: number) {
    super(`HTTP status ${statusCode}`);
  }
}

const TIMED_OUT = 'the answer took too long: the network or the server is too slow, or blocked';
const UNREACHABLE = 'the server can’t be reached: no network, or a firewall';

const REASONS: Partial<Record<string, string>> = {
  ENOTFOUND: 'the server’s name can’t be resolved: no network, or a proxy is needed',
  EAI_AGAIN: 'the server’s name can’t be resolved: no network, or a proxy is needed',
  ECONNREFUSED: 'the server refuses connections: no network, or a proxy is needed',
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: TIMED_OUT,
  EIDLETIMEOUT: TIMED_OUT,
  ECONNECTIONTIMEOUT: TIMED_OUT,
  ERESPONSETIMEOUT: TIMED_OUT,
  UND_ERR_CONNECT_TIMEOUT: TIMED_OUT,
  UND_ERR_HEADERS_TIMEOUT: TIMED_OUT,
  UND_ERR_BODY_TIMEOUT: TIMED_OUT,
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  EINTEGRITY: 'what came is not what was published: its checksum differs',
  ENOTCACHED: 'npm is set to work offline',
  SELF_SIGNED_CERT_IN_CHAIN: 'the server’s certificate is not trusted: set npm’s `cafile`',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the server’s certificate is not trusted: set npm’s `cafile`',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is not trusted: set npm’s `cafile`',
};

/** Transient failures. */
const PASSING = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

export function explainNetworkFailure(error: unknown): string {
  const { code, status, message } = failureOf(error);
  if (status > 0) return `the server answers HTTP ${status}`;
  const reason = REASONS[code];
  return reason === undefined ? message : `${reason} (${code})`;
}

/** Whether another try may succeed. */
export function canPass(error: unknown): boolean {
  const { code, status } = failureOf(error);
  return status === 429 || status >= 500 || PASSING.has(code);
}

/**
 * The facts of a failed request, of Node, undici or npm's client: those of the innermost cause that has
 * a code, since `fetch` wraps it in "fetch failed". The status is 0 if there was no answer.
 */
function failureOf(error: unknown) {
  let found: unknown = error;
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if ('code' in inner || 'statusCode' in inner) found = inner;
  }
  const { code, statusCode } = found as { code?: unknown; statusCode?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    status: typeof statusCode === 'number' ? statusCode : 0,
    message: found instanceof Error ? found.message : String(found),
  };
}
