import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/**
 * Ends the run with what was skipped, what failed and why, and one line that a script can read. A journey that passed
 * only when it was walked again counts as passed, and is named with what stopped it the first time.
 */
export default class Count implements Reporter {
  private readonly last = new Map<TestCase, TestResult>();
  private readonly stumbles: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    this.last.set(test, result);
    if (result.status === 'skipped' || result.status === 'passed') return;
    this.stumbles.push(`${result.status} ${where(test)} ${test.title}: ${why(result)}`);
  }

  onEnd(run: FullResult): void {
    let passed = 0;
    let failed = 0;
    for (const [test, { status }] of this.last) {
      if (status === 'skipped') console.log(`SKIPPED ${test.title}: ${reason(test)}`);
      else if (status === 'passed') passed++;
      else failed++;
    }
    for (const stumble of this.stumbles) console.log(stumble);
    if (passed + failed === 0 || (run.status !== 'passed' && failed === 0)) failed++;
    console.log(`${passed} passed, ${failed} failed`);
  }
}

function where({ location }: TestCase): string {
  return location.file.replace(/^.*\/(?=journeys\/|rp\/)/, '');
}

/** The first lines of what it complained about, and the line it stood at. */
function why({ error }: TestResult): string {
  const lines = (error?.message ?? 'no reason given').replaceAll(/\u001b\[\d+m/g, '').split('\n');
  const line = error?.location === undefined ? '' : ` (line ${error.location.line})`;
  return (
    lines
      .filter((text) => text.trim() !== '')
      .slice(0, 12)
      .join(' | ') + line
  );
}

function reason(test: TestCase): string {
  return test.annotations.map(({ description }) => description).join(', ');
}
