import { installCommand, missingPackages } from '../files';
import { REPORT_PACKAGES } from '../report';

/** What decides whether a report is made, and where the rest goes. */
interface ReportPlan {
  readonly report: boolean;
  readonly out: string | undefined;
}

/**
 * The options of a training without its report, where the packages that make it are not installed:
 * it says so before the work, and results and weights are written all the same.
 */
export function withoutImpossibleReport<Options extends ReportPlan>(options: Options): Options {
  const missing = options.report ? missingPackages(REPORT_PACKAGES) : [];
  if (missing.length === 0) return options;
  console.error(
    `note: no report will be made: ${missing.join(', ')} are not installed; results and learnt ` +
      `weights will be in ${String(options.out)}. To have reports: ${installCommand(missing)}`,
  );
  return { ...options, report: false };
}
