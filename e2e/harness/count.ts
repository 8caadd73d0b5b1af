import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Ends the run with one line that a script can read. */
export default class Count implements Reporter {
  private passed = 0;
  private failed = 0;
  private readonly skipped: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'skipped') this.skipped.push(`${test.title}: ${reason(test)}`);
    else if (result.status === 'passed') this.passed++;
    else this.failed++;
  }

  onEnd(result: FullResult): void {
    for (const line of this.skipped) console.log(`SKIPPED ${line}`);
    if (this.passed + this.failed === 0) this.failed++;
    if (result.status !== 'passed' && this.failed === 0) this.failed++;
    console.log(`${this.passed} passed, ${this.failed} failed`);
  }
}

function reason(test: TestCase): string {
  return test.annotations.map(({ description }) => description).join(', ');
}
