/** The page of a folder without a training: it looks again every two seconds. */
export function waitingPage(): string {
  return (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">' +
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">' +
    '<meta http-equiv="refresh" content="2">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    '<meta name="color-scheme" content="light dark"><title>onelayer</title></head>' +
    '<body><p>There is no training here yet. Begin one with <code>--live</code>.</p></body></html>\n'
  );
}
