import { note } from '../terminal/say';
import { installCommand, missingPackages } from '../../files';
import { REPORT_PACKAGES } from '../../report';

/** The options that decide if and where a report is written. */
interface ReportPlan {
  readonly report: boolean;
  readonly out: string | undefined;
}

/**
 * Turns off the report, and says so before the work, if its packages aren't installed. Results and
 * weights are written all the same.
 */
export function withoutImpossibleReport<Options extends ReportPlan>(options: Options): Options {
  const missing = options.report ? missingPackages(REPORT_PACKAGES) : [];
  if (missing.length === 0) return options;
  note(
    `no report will be made: ${missing.join(', ')} are not installed; results and learnt ` +
      `weights will be in ${String(options.out)}. To have reports: ${installCommand(missing)}`,
  );
  return { ...options, report: false };
}
