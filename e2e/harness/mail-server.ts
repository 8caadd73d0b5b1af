import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail as it was received: to whom, and its text without the HTML. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** A mail server on the loopback interface that takes everything and delivers nothing (RFC 5321). */
export class MailServer {
  private readonly received: Mail[] = [];
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<MailServer> {
    const server = createServer();
    const mails = new MailServer(server);
    server.on('connection', (socket) => mails.converse(socket));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return mails;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The first mail to an address that was not asked for before. It waits for one to come, as long as the journey does. */
  async next(to: string): Promise<Mail> {
    for (;;) {
      const at = this.received.findIndex((mail) => mail.to === to);
      if (at >= 0) return this.received.splice(at, 1)[0] as Mail;
      await new Promise<void>((came) => this.waiting.add(came));
    }
  }

  async stop(): Promise<void> {
    await new Promise((closed) => this.server.close(closed));
  }

  private converse(socket: Socket): void {
    let unread = '';
    let to = '';
    let message: string[] | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      unread += String(chunk);
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const line = unread.slice(0, end);
        unread = unread.slice(end + 2);
        if (message !== null && line !== '.') message.push(line.replace(/^\./, ''));
        else if (message !== null) {
          this.take(read(to, message));
          message = null;
          say('250 taken');
        } else if (/^DATA$/i.test(line)) {
          message = [];
          say('354 go on');
        } else {
          to = /^RCPT TO:<([^>]+)>/i.exec(line)?.[1] ?? to;
          say(/^QUIT$/i.test(line) ? '221 bye' : '250 yes');
        }
      }
    });
    say('220 mail.test');
  }

  private take(mail: Mail): void {
    this.received.push(mail);
    for (const came of this.waiting) came();
    this.waiting.clear();
  }
}

/** The first part of a multipart message, quoted-printable undone (RFC 2045 §6.7). */
function read(to: string, lines: string[]): Mail {
  const all = lines.join('\n');
  const boundary = /boundary="?([^";\n]+)/i.exec(all)?.[1] ?? '';
  const part = all.split(`--${boundary}\n`)[1] ?? '';
  const body = part.slice(part.indexOf('\n\n') + 2);
  const bytes = body
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const subject = /^Subject: (.*)$/im.exec(all)?.[1] ?? '';
  return { to, subject, text: Buffer.from(bytes, 'latin1').toString('utf8') };
}

/** The address below the server that a mail leads to. */
export function linkIn(mail: Mail, beginning: string): string {
  const found = mail.text.split(/\s+/).find((word) => word.startsWith(beginning));
  if (found === undefined) throw new Error(`"${mail.subject}" has no link that begins with ${beginning}`);
  return found;
}
