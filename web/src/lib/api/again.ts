/** Asks whoever the page is shown to to sign in again. False: they would rather leave. */
type SignInAgain = () => Promise<boolean>;

interface Refused {
  /** When it was asked for, counted from the first request of the page. */
  turn: number;
  send: () => Promise<void>;
}

/**
 * Requests that found the session ended. Once the same person has signed in again each is sent once more, one after the
 * other, in the order in which they were asked for.
 */
export class Line {
  #turns = 0;
  #refused: Refused[] = [];

  constructor(
    private readonly signInAgain: SignInAgain,
    private readonly leave: () => void,
  ) {}

  /** The place of a request that is sent now. */
  next(): number {
    return ++this.#turns;
  }

  /** Never ends if the page is left instead. */
  onceMore<T>(turn: number, send: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#refused.push({ turn, send: () => send().then(resolve, reject) });
      if (this.#refused.length === 1) void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const back = await this.signInAgain();
    const line = this.#refused.sort((one, other) => one.turn - other.turn);
    this.#refused = [];
    if (!back) this.leave();
    else for (const { send } of line) await send();
  }
}
